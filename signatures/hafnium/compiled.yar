// SPDX-License-Identifier: Apache-2.0
//
// Compiled pages. IIS compiles each page into App_Web_<letters>.dll below
// "Temporary ASP.NET Files"; the assembly stays when the page is deleted.
// Names of types and methods stand in it as ASCII (metadata), the literal
// text of the page and its path as UTF-16 (user strings).

rule WEBSHELL_DLL_AppWeb_JScript_Eval
{
  meta:
    description = "Detects a compiled ASP.NET page that evaluates JScript on request values (compiled China Chopper)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.bsi.bund.de/SharedDocs/Cybersicherheitswarnungen/DE/2021/2021-197772-1132.html"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003"
  strings:
    $app = /App_Web_[a-z0-9_.]{3,60}/ nocase ascii wide
    $eval = "JScriptEvaluate" ascii
    $req1 = "get_Request" ascii
    $req2 = "get_Item" ascii
    $unsafe = "unsafe" ascii wide fullword
  condition:
    uint16(0) == 0x5A4D and $app and $eval and ($req1 or $req2 or $unsafe)
}

rule WEBSHELL_DLL_AppWeb_VDir_Dump
{
  meta:
    description = "Detects a compiled settings dump of an Exchange virtual directory (the page of CVE-2021-27065 after its first call)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base apt_hafnium.yar (facts)"
    score = 90
    family = "China Chopper"
    mitre = "T1190,T1505.003"
    hash = "097f5f700c000a13b91855beb61a931d34fb0abb738a110368f525e25c5bc738"
    hash = "15744e767cbaa9b37ff7bb5c036dda9b653fc54fc9a96fe73fbd639150b3daa3"
    hash = "52ae4de2e3f0ef7fe27c699cb60d41129a3acd4a62be60accc85d88c296e1ddb"
    hash = "5f0480035ee23a12302c88be10e54bf3adbcf271a4bb1106d4975a28234d3af8"
    hash = "6243fd2826c528ee329599153355fd00153dee611ca33ec17effcf00205a6e4e"
    hash = "ebf6799bb86f0da2b05e66a0fe5a9b42df6dac848f4b951b2ed7b7a4866f19ef"
  strings:
    $app = /App_Web_[a-z0-9_.]{3,60}/ nocase ascii wide
    $url = /: https?:\/\/(\w|ooo)\/[#\w]{0,60}[\r\n\x00]/ wide
    $k1 = "ExternalUrl" wide
    $k2 = "MetabasePath" wide
    $k3 = "ExtendedProtectionTokenChecking" wide
    $k4 = "OfflineAddressBooks" wide
    $k5 = "InternalAuthenticationMethods" wide
  condition:
    uint16(0) == 0x5A4D and $app and (2 of ($k*) or ($url and any of ($k*)))
}

rule WEBSHELL_DLL_AppWeb_Loader
{
  meta:
    description = "Detects a compiled ASP.NET page that loads an assembly, compiles source or runs programs with request values"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.fireeye.com/blog/threat-research/2021/03/detection-response-to-exploitation-of-microsoft-exchange-zero-day-vulnerabilities.html"
    score = 70
    family = "Compiled web shell"
    mitre = "T1505.003,T1620"
  strings:
    $app = /App_Web_[a-z0-9_.]{3,60}/ nocase ascii wide
    $req1 = "get_Request" ascii
    $req2 = "BinaryRead" ascii
    $req3 = "get_InputStream" ascii
    $b64 = "FromBase64String" ascii
    $a1 = "CreateInstance" ascii
    $a2 = "System.Reflection" ascii
    $dec1 = "RijndaelManaged" ascii
    $dec2 = "CreateDecryptor" ascii
    $dec3 = "TransformFinalBlock" ascii
    $p1 = "ProcessStartInfo" ascii
    $p2 = "get_StandardOutput" ascii
    $p3 = "set_Arguments" ascii
    $cmd = "cmd.exe" wide nocase
    $c1 = "CompileAssemblyFromSource" ascii
    $c2 = "set_GenerateInMemory" ascii
    $x1 = "XsltSettings" ascii
    $x2 = "get_TrustedXslt" ascii
  condition:
    uint16(0) == 0x5A4D and $app and any of ($req*) and
    (($a1 and $a2 and (2 of ($dec*) or ($b64 and $req1))) or
     ($p1 and $p2 and ($cmd or $p3)) or ($c1 and $c2) or ($x1 and $x2))
}

rule SUSP_DLL_AppWeb_From_Client_Folder
{
  meta:
    description = "Detects a compiled ASP.NET page from a folder where Exchange ships none (aspnet_client, OAB), or from an authentication folder with upload or request access"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.bsi.bund.de/SharedDocs/Cybersicherheitswarnungen/DE/2021/2021-197772-1132.html"
    score = 65
    family = "Compiled web shell"
    mitre = "T1505.003"
  strings:
    $app = /App_Web_[a-z0-9_.]{3,60}/ nocase ascii wide
    $dir1 = /[\/\\]aspnet_client[\/\\][\w.\/\\-]{1,80}\.as[hpm]x/ nocase ascii wide
    $dir2 = /[\/\\]OAB[\/\\][\w.-]{1,60}\.aspx/ nocase ascii wide
    $auth = /[~\/\\](owa[\/\\]|ecp[\/\\])?auth[\/\\][\w.\/\\-]{1,80}\.aspx/ nocase ascii wide
    $r1 = "get_Request" ascii
    $r2 = "get_Files" ascii
    $r3 = "get_Count" ascii
    $r4 = "get_Item" ascii
    $r5 = "get_Server" ascii
    $save = "SaveAs" ascii fullword
  condition:
    uint16(0) == 0x5A4D and $app and
    ($dir1 or $dir2 or ($auth and (4 of ($r*) or $save)))
}
