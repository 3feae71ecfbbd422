// SPDX-License-Identifier: Apache-2.0
//
// Traces of the Exchange intrusions of 2021 in the server's own logs.
//
// A log is evidence, never a shell: no rule here reaches the score at which
// a file may be removed. Each rule describes a whole record, or the part of
// it between two separators, and not a word: the same words stand in every
// report about the attack. Lines of logs are long, so the gaps are bounded
// and do not cross a line.

rule TRACE_ECP_Log_Set_VDir_Script
{
  meta:
    description = "Detects a record of a Set-*VirtualDirectory cmdlet whose address holds script (ECP server log, management log or export of one)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/microsoft/CSS-Exchange Test-ProxyLogon.ps1"
    score = 70
    family = "ProxyLogon"
    mitre = "T1190,T1505.003"
  strings:
    $dot = /Set-\w{2,30}VirtualDirectory\.[^\r\n]{0,200}(Ex|In)ternalUrl\s{0,3}[=:][^\r\n]{0,300}<\s{0,3}(script\b[^\r\n>]{3,200}>|%)/ nocase ascii wide
    $arg = /Set-\w{2,30}VirtualDirectory[^\r\n]{0,200}-(Ex|In)ternalUrl[^\r\n]{1,300}<\s{0,3}(script\b[^\r\n>]{3,200}>|%)/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_ECP_Log_Set_VDir_Short_Host
{
  meta:
    description = "Detects a record of a Set-*VirtualDirectory cmdlet that sets an address with a one-letter host"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 60
    family = "ProxyLogon"
    mitre = "T1190,T1505.003"
  strings:
    $set = /Set-\w{2,30}VirtualDirectory[^\r\n]{1,200}(Ex|In)ternalUrl\s{0,3}[=: ]\s{0,3}['"]{0,2}https?:\/\/(\w|ooo)\// nocase ascii wide
  condition:
    $set
}

rule TRACE_HttpProxy_ServerInfo_SSRF
{
  meta:
    description = "Detects HttpProxy records whose anchor mailbox names a back end and a path (CVE-2021-26855), without the harmless autodiscover and localhost records"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/microsoft/CSS-Exchange Test-ProxyLogon.ps1"
    score = 65
    family = "ProxyLogon"
    mitre = "T1190"
  strings:
    // a record counts if it is neither of the two harmless kinds
    $all = /,\s{0,2}"?ServerInfo~[^,\r\n\/]{1,200}\// nocase ascii wide
    $auto = /,\s{0,2}"?ServerInfo~[^,\r\n\/]{1,200}\/autodiscover/ nocase ascii wide
    $local = /,\s{0,2}"?ServerInfo~localhost[^,\r\n\/]{0,200}\// nocase ascii wide
    $both = /,\s{0,2}"?ServerInfo~localhost[^,\r\n\/]{0,200}\/autodiscover/ nocase ascii wide
  condition:
    $all and #all > #auto + #local - #both
}

rule TRACE_HttpProxy_Reset_VDir
{
  meta:
    description = "Detects HttpProxy records of a forged request that reset a virtual directory, the step that writes the shell (CVE-2021-27065)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/microsoft/CSS-Exchange Test-ProxyLogon.ps1"
    score = 70
    family = "ProxyLogon"
    mitre = "T1190,T1505.003"
  strings:
    $reset = /,\s{0,2}"?ServerInfo~[^\r\n]{1,300}Reset\w{0,30}VirtualDirectory#/ nocase ascii wide
  condition:
    $reset
}

rule TRACE_IIS_DDIService_Reset_VDir
{
  meta:
    description = "Detects web log lines that call the object service of ECP with a schema that resets a virtual directory"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/SigmaHQ/sigma web_exchange_exploitation_hafnium"
    score = 60
    family = "ProxyLogon"
    mitre = "T1190,T1505.003"
  strings:
    $call = /POST\s{1,3}\/ecp\/DDI\/DDIService\.svc\/SetObject[^\r\n]{0,300}schema=Reset\w{0,30}VirtualDirectory/ nocase ascii wide
  condition:
    $call
}

rule TRACE_OABGenerator_Download_Outside
{
  meta:
    description = "Detects records of the address book generator that a temporary file outside its own folder has to be removed (CVE-2021-26858)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/microsoft/CSS-Exchange Test-ProxyLogon.ps1"
    score = 65
    family = "ProxyLogon"
    mitre = "T1190"
  strings:
    $all = /Download failed and temporary file ['"]([a-z]:|\\)\\[^'"\r\n]{1,260}['"] needs to be removed/ nocase ascii wide
    $own = /Download failed and temporary file ['"]([a-z]:|\\)\\[^'"\r\n]{0,200}ClientAccess\\OAB[^'"\r\n]{0,200}['"] needs to be removed/ nocase ascii wide
  condition:
    $all and #all > #own
}

rule TRACE_IIS_ProxyLogon_Resource_Post
{
  meta:
    description = "Detects web log lines with a POST to a static resource of Exchange, the entry of CVE-2021-26855"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 60
    family = "ProxyLogon"
    mitre = "T1190"
  strings:
    $ecp = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/ecp\/([a-z0-9]{1,3}\.js|default\.flt|main\.css|auth\/w\.js) / nocase ascii wide
    $owa = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/owa\/auth\/[wx]\.js / nocase ascii wide
    $res = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/owa\/auth\/Current\/themes\/resources\/(logon\.css|owafont_(ja|ko)\.css|lgnbotl\.gif|SegoeUI-[\w.-]{1,60}) / nocase ascii wide
    $end = /\d\d:\d\d:\d\d [^\r\n`]{3,80}(GET|POST) \/ecp\/proxyLogon\.ecp[^\r\n`]{0,200} (241|302|200) / nocase ascii wide
  condition:
    any of them
}

rule TRACE_HttpProxy_ProxyLogon_Session
{
  meta:
    description = "Detects HttpProxy records of the forged ECP session (proxyLogon.ecp answered with status 241)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/microsoft/CSS-Exchange Test-ProxyLogon.ps1"
    score = 65
    family = "ProxyLogon"
    mitre = "T1190"
  strings:
    $end = /,[^,\r\n]{0,200}\/ecp\/proxyLogon\.ecp[^,\r\n]{0,100},[^\r\n]{0,300},241,/ nocase ascii wide
  condition:
    $end
}

rule TRACE_IIS_Attack_User_Agent
{
  meta:
    description = "Detects web log lines in which a tool used in these intrusions talks to OWA, ECP or the client folder"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 55
    family = "ProxyLogon"
    mitre = "T1190,T1071.001"
  strings:
    $ua1 = /\d\d:\d\d:\d\d [^\r\n]{3,80}(GET|POST|HEAD) \/(owa|ecp|aspnet_client|oab|ews|rpc|autodiscover)\/[^\r\n]{1,300}\b(ExchangeServicesClient\/0\.0\.0\.0|antSword\/v\d)/ nocase ascii wide
    $ua2 = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/(owa\/auth|ecp|aspnet_client|oab)\/[^\r\n]{1,300}\bpython-requests\/2\.(19\.1|25\.1)\b/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_IIS_Webshell_Request
{
  meta:
    description = "Detects web log lines with a successful POST to a page in a folder where Exchange ships none, or to a page name of these intrusions"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Azure/Azure-Sentinel MSTICIoCs-ExchangeServerVulnerabilitiesDisclosedMarch2021.csv"
    score = 60
    family = "China Chopper"
    mitre = "T1505.003,T1071.001"
  strings:
    $client = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/aspnet_client\/[\w.\/%-]{1,100}\.as[hmp]x? [^\r\n]{1,400} (200|500) \d/ nocase ascii wide
    $auth = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/(owa|ecp)\/auth\/(Current\/)?(RedirSuiteServerProxy|Outlook(EN|US|ZH|JP|RU|AR|AS|DA|DE|ES|FR|IO|IT|PL|SE)|errorE{2,3}|errorEW|errorFF|errorPages?|fatal-erro|healthcheck|authhead|8Lw7tAhF9i1pJnRo|shel(2|90)?|one1?|logg|bob|HttpRedirService|owafonts)\.aspx [^\r\n]{1,400} (200|500) \d/ nocase ascii wide
    $oab = /\d\d:\d\d:\d\d [^\r\n]{3,80}POST \/OAB\/[\w.-]{1,60}\.aspx [^\r\n]{1,400} (200|500) \d/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_IIS_ProxyShell_Autodiscover_Success
{
  meta:
    description = "Detects web log lines in which the autodiscover path confusion of ProxyShell or ProxyNotShell reached a back end"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.zerodayinitiative.com/blog/2021/8/17/from-pwn2own-2021-a-new-attack-surface-on-microsoft-exchange-proxyshell"
    score = 65
    family = "ProxyShell"
    mitre = "T1190"
  strings:
    $hit = /\/autodiscover\/autodiscover\.json[^\r\n]{0,250}(\/powershell|\/mapi\/nspi|\/ews\/|X-Rps-CAT)[^\r\n]{0,400} (200|301|302) \d{1,6} \d/ nocase ascii wide
    $line = /\d\d:\d\d:\d\d [^\r\n]{3,80}(GET|POST) \/autodiscover\/autodiscover\.json/ nocase ascii wide
  condition:
    $hit and $line
}

rule TRACE_IIS_ProxyShell_Autodiscover_Attempt
{
  meta:
    description = "Detects web log lines with the autodiscover path confusion of ProxyShell or ProxyNotShell, whatever the answer was"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.zerodayinitiative.com/blog/2021/8/17/from-pwn2own-2021-a-new-attack-surface-on-microsoft-exchange-proxyshell"
    score = 45
    family = "ProxyShell"
    mitre = "T1190"
  strings:
    $line = /\d\d:\d\d:\d\d [^\r\n]{3,80}(GET|POST) \/autodiscover\/autodiscover\.json[^\r\n]{0,300}(powershell|\/mapi\/nspi|\/ews\/|X-Rps-CAT)/ nocase ascii wide
  condition:
    $line
}

rule TRACE_Mailbox_Export_To_Web_Page
{
  meta:
    description = "Detects a logged mailbox export or certificate request whose file is a web page (ProxyShell)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/SigmaHQ/sigma win_exchange_proxyshell_mailbox_export"
    score = 65
    family = "ProxyShell"
    mitre = "T1190,T1505.003"
  strings:
    $export = /New-MailboxExportRequest\b[^\r\n`]{0,300}-FilePath[ :=]{1,3}['"]{0,2}\\\\[^\r\n'"]{3,200}\.as[hmp]x?\b/ nocase ascii wide
    $cert = /New-ExchangeCertificate\b[^\r\n`]{0,300}-RequestFile[ :=]{1,3}['"]{0,2}([a-z]:|\\\\)[^\r\n'"]{3,200}\.as[hmp]x?\b/ nocase ascii wide
  condition:
    any of them
}

rule TRACE_WER_ECP_Worker_Crash
{
  meta:
    description = "Detects the error report of a crashed ECP worker process, left by a failed attack on a patched server"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base apt_hafnium_log_sigs.yar (facts)"
    score = 40
    family = "ProxyLogon"
    mitre = "T1190"
  strings:
    $path = /AppPath=[^\r\n]{1,200}w3wp\.exe/ nocase wide
    $pool = "w3wp#MSExchangeECPAppPool" nocase wide
  condition:
    uint16(0) == 0xFEFF and $path and $pool
}
