// SPDX-License-Identifier: Apache-2.0
//
// Named pages of the 2021 Exchange intrusions and the two large ASP.NET
// kits used beside them. Each rule asks for a set of details of the page,
// of which some may be missing or renamed, and for a server-side anchor, so
// that a report that quotes the details is not taken for the page.

rule WEBSHELL_SIMPLESEESHARP
{
  meta:
    description = "Detects SIMPLESEESHARP, a small C# page that saves the first uploaded file"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 90
    family = "SIMPLESEESHARP"
    mitre = "T1505.003,T1105"
    hash = "893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f31166e2"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $file = /\bHttpPostedFile\s{1,9}thisFile\s{0,9}=\s{0,9}(this\s{0,5}\.\s{0,5})?Request\s{0,9}\.\s{0,9}Files\b/ nocase ascii wide
    $save = /\bthisFile\s{0,9}\.\s{0,9}SaveAs\s{0,9}\(/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and $file and $save)
}

rule WEBSHELL_ASPX_First_Statement_Upload
{
  meta:
    description = "Detects a page whose script begins with saving the uploaded file below the site, whatever the variable is called (SIMPLESEESHARP and its copies)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 75
    family = "SIMPLESEESHARP"
    mitre = "T1505.003,T1105"
  strings:
    $first = /%>\s{0,40}\x3c%\s{0,40}(System\s{0,5}\.\s{0,5}Web\s{0,5}\.\s{0,5})?(HttpPostedFile|var)\s{1,9}\w{1,40}\s{0,9}=\s{0,9}(this\s{0,5}\.\s{0,5})?Request\s{0,9}\.\s{0,9}Files\s{0,5}\[[^\]]{1,40}\]\s{0,9};\s{0,40}\w{1,40}\s{0,9}\.\s{0,9}SaveAs\s{0,9}\(/ nocase ascii wide
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
  condition:
    $first and any of ($srv*)
}

rule WEBSHELL_SPORTSBALL
{
  meta:
    description = "Detects SPORTSBALL, a C# page with a cookie password, upload and command"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.volexity.com/blog/2021/03/02/active-exploitation-of-microsoft-exchange-zero-day-vulnerabilities/"
    score = 95
    family = "SPORTSBALL"
    mitre = "T1505.003,T1059.003"
    hash = "2fa06333188795110bba14a482020699a96f76fb1ceb80cbfa2df9d3008b5b0a"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $cookie = /["']fqrspt["']/ nocase ascii wide
    $const = "ZN2aDAB4rXsszEvCLrzgcvQ4oi5J1TuiRULlQbYwldE=" ascii wide
    $in = /\bStandardInput\s{0,9}\.\s{0,9}WriteLine\s{0,9}\(\s{0,9}(HttpContext\s{0,5}\.\s{0,5}Current\s{0,5}\.\s{0,5})?Request\s{0,5}(\.\s{0,5}Form\s{0,5})?\[/ nocase ascii wide
    $out = /\bResult\s{0,5}\.\s{0,5}InnerText\b/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and ($cookie or $const or ($in and $out)))
}

rule WEBSHELL_SecChecker
{
  meta:
    description = "Detects a page that reports which security products are installed (SecChecker, help.aspx)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.fireeye.com/blog/threat-research/2021/03/detection-response-to-exploitation-of-microsoft-exchange-zero-day-vulnerabilities.html"
    score = 85
    family = "SecChecker"
    mitre = "T1505.003,T1518.001"
    hash = "b75f163ca9b9240bf4b37ad92bc7556b40a17e27c2b8ed5c8991385fe07d17d0"
    hash = "4b3039cf227c611c45d2242d1228a121"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = /\x3c%[^%]{0,600}\bFile\s{0,9}\.\s{0,9}Exists\s{0,9}\(\s{0,9}@?["'][a-z]:[\\\/]/ nocase ascii wide
    $test = /\bFile\s{0,9}\.\s{0,9}Exists\s{0,9}\(\s{0,9}@?["'][a-z]:[\\\/]{1,2}(program files|windows)/ nocase ascii wide
    $p1 = "xagt.exe" nocase ascii wide
    $p2 = "csfalcon" nocase ascii wide
    $p3 = "carbonblack" nocase ascii wide
    $p4 = /\\(cb\.exe|cb\\|repmgr|cbdefense|confer)/ nocase ascii wide
    $p5 = "MsMpEng.exe" nocase ascii wide
    $p6 = "SentinelAgent" nocase ascii wide
    $p7 = "CylanceSvc" nocase ascii wide
    $p8 = /\\fireeye\\/ nocase ascii wide
    $p9 = /\\crowdstrike\\/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($test and (any of ($srv*) or $open) and 2 of ($p*))
}

rule WEBSHELL_ASPX_FileExplorer
{
  meta:
    description = "Detects the ASP.NET file explorer of the Exchange intrusions (drive list, created message, double base64 in the browser)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 85
    family = "FileExplorer"
    mitre = "T1505.003,T1083"
    hash = "a8c63c418609c1c291b3e731ca85ded4b3e0fba83f3489c21a3199173b176a75"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $w1 = /\.\s{0,5}Text\s{0,5}\+\s{0,5}["'] Created!["']/ nocase ascii wide
    $w2 = /\bDriveInfo\s{0,5}\.\s{0,5}GetDrives\s{0,5}\(/ nocase ascii wide
    $w3 = /\bencodeURIComponent\s{0,5}\(\s{0,5}btoa\s{0,5}\(/ nocase ascii wide
    $w4 = /<asp:HiddenField\b/ nocase ascii wide
    $w5 = /\bFile\s{0,5}\.\s{0,5}(WriteAllBytes|WriteAllText|Delete|Move|Copy)\s{0,5}\(/ nocase ascii wide
    $w6 = "FromBase64String" nocase ascii wide
    $w7 = /\bDirectory(Info)?\s{0,5}[.(][^;]{0,80}\b(GetFiles|GetDirectories|Delete|CreateDirectory)\b/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and $w2 and
     (($w1 and $w4) or ($w3 and ($w5 or $w6)) or (4 of ($w*) and ($w1 or $w3))))
}

rule WEBSHELL_ASPX_Error_Page_Lookalike
{
  meta:
    description = "Detects a page that pretends to be an error, start or server page and carries an evaluator, a command or a file writer bound to the request (errorEE.aspx, iisstart.aspx, aspnet_error.aspx and their kind)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.fireeye.com/blog/threat-research/2021/03/detection-response-to-exploitation-of-microsoft-exchange-zero-day-vulnerabilities.html"
    score = 80
    family = "Error page look-alike"
    mitre = "T1505.003,T1036.005"
    hash = "0fd9bffa49c76ee12e51e3b8ae0609ac"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = /\x3c%[^%]{1,60}\b(Request|ProcessStartInfo)\b/ nocase ascii wide
    $face1 = /<title>\s{0,40}(IIS Windows( Server)?|IIS\d|Outlook( Web App)?|Error|Server Error|Runtime Error|Service Unavailable|HTTP Error|Not Found|Forbidden|Bad Request|(40[0345]|50[023])\b)[^<]{0,60}<\/title>/ nocase ascii wide
    $face2 = "getErrorWord" nocase ascii wide
    $face3 = "errorWord" nocase ascii wide
    $face4 = /(The resource cannot be found|File or directory not found|page cannot be displayed|Server Error in ["'&]|Something went wrong|Service Unavailable|An unexpected error occurred)/ nocase ascii wide
    $act1 = /\beval\s{0,20}(\/\*|\()/ nocase ascii wide
    $act2 = /\bProcessStartInfo\b|\bProcess\s{0,5}\.\s{0,5}Start\s{0,5}\(/ nocase ascii wide
    $act3 = /\.\s{0,5}SaveAs\s{0,5}\(/ nocase ascii wide
    $act4 = /\bFile\s{0,5}\.\s{0,5}(WriteAllBytes|WriteAllText|Delete)\s{0,5}\(/ nocase ascii wide
    $act5 = /\bAssembly\s{0,5}\.\s{0,5}Load\s{0,5}\(/ nocase ascii wide
    $req = /\bRequest\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies|ServerVariables|BinaryRead|InputStream|Files|Unvalidated)\b)/ nocase ascii wide
    $js1 = /\x3c%\s{0,100}@[^>]{0,900}\bLanguage\s{0,20}=\s{0,20}["']?J(S|Script|avaScript)["'\s%]/ nocase ascii wide
    $js2 = /<script\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $js3 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server\b[^>]{0,300}\blanguage\s{0,20}=\s{0,20}["']{0,2}J(S|Script|avaScript)\b/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ((any of ($srv*) or $open) and any of ($face*) and $req and
     (($act1 and any of ($js*)) or 2 of ($act2, $act3, $act4, $act5) or
      ($act2 and ($face2 or $face3))))
}

rule WEBSHELL_ASPXSpy
{
  meta:
    description = "Detects ASPXSpy in its versions, and ASPXTool, the variant of TG-3390, also with its name removed"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/software/S0073/"
    score = 90
    family = "ASPXSpy"
    mitre = "T1505.003"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $n1 = "AspxSpy" nocase ascii wide
    $n2 = "rootkit.net.cn" nocase ascii wide
    $n3 = "Test.AspxSpyPlugins" nocase ascii wide
    $n4 = "ASPXTool" nocase ascii wide
    $f1 = "Bin_Button_" nocase ascii wide
    $f2 = "Bin_Div_" nocase ascii wide
    $f3 = "CmdShell" nocase ascii wide
    $f4 = "ADSViewer" nocase ascii wide
    $f5 = "PortScan" nocase ascii wide
    $f6 = /\bSQLExec\s{0,3}:/ nocase ascii wide
    $f7 = /\biVDT\s{0,3}=/ ascii wide
    $f8 = "CloneTime" nocase ascii wide
    $f9 = "PortMap" nocase ascii wide
    $f10 = "RegShell" nocase ascii wide
    $f11 = "Serv-U" nocase ascii wide
    $f12 = "SuExp" nocase ascii wide
    $f13 = "IIS Spy" nocase ascii wide
    $f14 = "FileManager" nocase ascii wide
    $c1 = /\bProcessStartInfo\b/ nocase ascii wide
    $c2 = "xp_cmdshell" nocase ascii wide
    $c3 = /\bTcpClient\b|\bnew\s{1,9}Socket\b/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and
     ((any of ($n*) and 2 of ($f*) and any of ($c*)) or (5 of ($f*) and 2 of ($c*))))
}
