// SPDX-License-Identifier: Apache-2.0
//
// What the intruders left besides shells: memory dumps and archives put
// where they can be fetched through the web, command lines in logs, and
// changed server configuration. All are evidence: a responder keeps them and
// decides, so the scores stay below the level of removal.

rule TRACE_LSASS_Memory_Dump
{
  meta:
    description = "Detects a memory dump of the logon process (MDMP); in a web folder it was left there to be fetched"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/microsoft/CSS-Exchange Test-ProxyLogon.ps1"
    score = 70
    family = "Credential dump"
    mitre = "T1003.001"
  strings:
    $exe = "lsass.exe" nocase wide
    $srv = "lsasrv.dll" nocase wide
  condition:
    uint32(0) == 0x504D444D and any of them
}

rule TRACE_LSASS_Dump_In_Cabinet
{
  meta:
    description = "Detects a cabinet archive that holds a memory dump or the registry hives with the accounts"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/SigmaHQ/sigma proc_creation_win_hktl_makecab"
    score = 65
    family = "Credential dump"
    mitre = "T1003.001,T1003.002,T1560.001"
  strings:
    $lsass = "lsass" nocase ascii
    $dmp = ".dmp" nocase ascii
    $sam1 = "sam.hiv" nocase ascii
    $sam2 = "security.hiv" nocase ascii
    $sam3 = "system.hiv" nocase ascii
    $ntds = "ntds.dit" nocase ascii
  condition:
    uint32(0) == 0x4643534D and
    (($lsass in (0..1024) and $dmp in (0..1024)) or $ntds in (0..1024) or
     $sam1 in (0..1024) or ($sam2 in (0..1024) and $sam3 in (0..1024)))
}

rule TRACE_Recon_Cabinet
{
  meta:
    description = "Detects a cabinet archive of reconnaissance output (addresses, neighbours, hives), as Hafnium packed it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base apt_hafnium.yar (facts)"
    score = 60
    family = "Recon archive"
    mitre = "T1560.001,T1016"
  strings:
    $ip = "ip.txt" nocase ascii
    $arp = "arp.txt" nocase ascii
    $sys = "system" nocase ascii
    $sec = "security" nocase ascii
  condition:
    uint32(0) == 0x4643534D and
    $ip in (0..400) and $arp in (0..400) and
    ($sys in (0..400) or $sec in (0..400))
}

rule TRACE_Chopper_Command_Line
{
  meta:
    description = "Detects a recorded command line of the China Chopper client: change of folder, a command, and the two marks round the current folder"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://redcanary.com/blog/microsoft-exchange-attacks/"
    score = 65
    family = "China Chopper"
    mitre = "T1505.003,T1059.003"
  strings:
    $full = /cd\s{1,3}\/d\s{1,3}\\?["'][^"'\r\n]{2,200}["']&[^\r\n]{1,200}&echo\s{1,3}\[S\]&cd&echo\s{1,3}\[E\]/ nocase ascii wide
    $cmd = /cmd(\.exe)?["']?\s{1,3}\/c\s{1,3}[^\r\n]{1,200}&echo\s{1,3}\[S\]&cd&echo\s{1,3}\[E\]/ nocase ascii wide
    $unix = /;echo\s{1,3}\[S\];pwd;echo\s{1,3}\[E\]/ nocase ascii wide
    $xml = /&amp;echo\s{1,3}\[S\]&amp;cd&amp;echo\s{1,3}\[E\]/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_Attacker_Cleanup_Commands
{
  meta:
    description = "Detects recorded commands that delete or hide pages in the web folders of Exchange"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base apt_hafnium_log_sigs.yar (facts)"
    score = 65
    family = "China Chopper"
    mitre = "T1070.004,T1564.001"
  strings:
    $del1 = /\baspnet_client["']?&\s{0,3}del\s{1,3}(\/[a-z]\s{1,3}){0,3}['"]?[\w:\\ .*%-]{1,160}/ nocase ascii wide
    $del2 = /\bcd\s{1,3}\/d\s{1,3}["'][^"'\r\n]{2,160}\\(aspnet_client|owa\\auth|ecp\\auth)[^"'\r\n]{0,80}["']&\s{0,3}del\s{1,3}/ nocase ascii wide
    $hide1 = /&\s{0,3}attrib(\.exe)?\s{1,3}\+h\s{1,3}\+s\s{1,3}\+r\s{1,3}["']?[\w:\\ .*%-]{1,160}\.as/ nocase ascii wide
    $hide2 = /\battrib(\.exe)?\s{1,3}\+[hrs]\s{1,3}\+[hrs]\s{1,3}(\+[hrs]\s{1,3})?["']?[^\r\n"']{0,160}(aspnet_client|owa\\auth|ecp\\auth|inetpub\\wwwroot)/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_LSASS_Dump_Command
{
  meta:
    description = "Detects recorded commands that dump a process with comsvcs or pack a dump into a web folder"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/SigmaHQ/sigma proc_creation_win_apt_hafnium"
    score = 60
    family = "Credential dump"
    mitre = "T1003.001,T1218.011"
  strings:
    $mini = /comsvcs(\.dll)?["']?[, ]{1,4}(#\+?24|MiniDump)\b[ -_a-~]{1,200}(inetpub\\wwwroot|aspnet_client|owa\\auth|ecp\\auth|ClientAccess|HttpProxy)/ nocase ascii wide
    $cab = /\bmakecab(\.exe)?\s{1,3}[ -_a-~]{1,200}(inetpub\\wwwroot|aspnet_client|owa\\auth)[ -_a-~]{1,120}\.dmp\b/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_IIS_Config_VDir_Device_Path
{
  meta:
    description = "Detects an IIS configuration with a virtual directory on a hidden or reserved-name folder, as ProxyShell intruders set up"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.huntress.com/blog/rapid-response-microsoft-exchange-servers-still-vulnerable-to-proxyshell-exploit"
    score = 70
    family = "ProxyShell"
    mitre = "T1505.003,T1564.001"
  strings:
    $vdir = /<virtualDirectory\b[^>]{0,200}\bphysicalPath\s{0,3}=\s{0,3}["'][^"'>]{0,40}(\\|%)ProgramData(\\|%\\)(COM\d?|LPT\d?|CON|AUX|NUL|PRN|WHO|ZING|ZOO|XYZ)(\\|["'])/ nocase ascii wide
    $users = /<virtualDirectory\b[^>]{0,200}\bphysicalPath\s{0,3}=\s{0,3}["'][a-z]:\\Users\\All Users\\/ nocase ascii wide
    $device = /<virtualDirectory\b[^>]{0,200}\bphysicalPath\s{0,3}=\s{0,3}["'][^"'>]{0,160}\\(COM\d|LPT\d|CON|AUX|NUL|PRN)(\\|["'])/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_IIS_Config_Script_From_Data_File
{
  meta:
    description = "Detects an IIS configuration that runs picture, text or log files as server pages"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/004/"
    score = 65
    family = "IIS configuration"
    mitre = "T1505.003,T1505.004"
  strings:
    $map1 = /<add\b[^>]{0,200}\bpath\s{0,3}=\s{0,3}["']\*\.(jpe?g|gif|png|bmp|ico|txt|log|css|config|xml|dat|tmp)["'][^>]{0,300}\b(asp\.dll|aspnet_isapi\.dll|PageHandlerFactory|SimpleHandlerFactory|php-cgi\.exe)/ nocase ascii wide
    $map2 = /<add\b[^>]{0,200}\b(asp\.dll|aspnet_isapi\.dll|PageHandlerFactory|SimpleHandlerFactory|php-cgi\.exe)[^>]{0,300}\bpath\s{0,3}=\s{0,3}["']\*\.(jpe?g|gif|png|bmp|ico|txt|log|css|config|xml|dat|tmp)["']/ nocase ascii wide
  condition:
    any of them
}
