; The installer for Windows, made by Inno Setup 6 of the bundle: iscc /DAppVersion=0.1.0 packaging\windows\trunktimer.iss
; packaging/dist.py calls it. Not yet tried.

#ifndef AppVersion
  #error Name the version: /DAppVersion=...
#endif
#define Bundle "..\..\build\bundle\trunktimer"

[Setup]
AppId={{7B0C2A55-8D1E-4C0B-9E53-5E3C6C3B7A21}
AppName=TrunkTimer
AppVersion={#AppVersion}
AppPublisher=The TrunkTimer authors
DefaultDirName={autopf}\TrunkTimer
DefaultGroupName=TrunkTimer
DisableProgramGroupPage=yes
; Without rights of an administrator it installs for one person.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\trunktimer.ico
UninstallDisplayIcon={app}\trunktimer-window.exe
OutputDir=..\..\dist
OutputBaseFilename=trunktimer-{#AppVersion}-windows-x86_64-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\TrunkTimer"; Filename: "{app}\trunktimer-window.exe"

[Registry]
; Windows knows the last part of a name only, so TrunkTimer is offered for .toml and does not take it.
Root: HKA; Subkey: "Software\Classes\TrunkTimer.Routine"; ValueType: string; ValueData: "TrunkTimer routine"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\TrunkTimer.Routine\shell\open\command"; ValueType: string; ValueData: """{app}\trunktimer-window.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.toml\OpenWithProgids"; ValueType: string; ValueName: "TrunkTimer.Routine"; ValueData: ""; Flags: uninsdeletevalue

[Run]
Filename: "{app}\trunktimer-window.exe"; Description: "{cm:LaunchProgram,TrunkTimer}"; Flags: nowait postinstall skipifsilent
