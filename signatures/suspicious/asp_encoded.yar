// SPDX-License-Identifier: Apache-2.0
//
// Server pages whose code cannot be read. That is no proof: some vendors of
// the nineties sold encoded pages. It is a reason to decode and look.

rule SUSP_ASP_Encoded_Script
{
  meta:
    description = "Detects a server page whose script was run through the Windows Script Encoder"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 70
    family = "encoded page"
    mitre = "T1027"
  strings:
    $lang = /language\s{0,3}=\s{0,3}["']?\s{0,3}(vbscript|jscript)\.encode/ ascii wide nocase
    $head = /#@~\^[A-Za-z0-9+\/]{6}==/ ascii wide
    $tail = "^#~@" ascii wide
    $page1 = "\x3c%" ascii wide
    $page2 = "runat" ascii wide nocase
  condition:
    filesize < 3MB and $head and any of ($page*) and ($lang or $tail)
}

rule SUSP_ASP_Utf7_Page
{
  meta:
    description = "Detects an ASP page that declares the UTF-7 code page and is written in it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 70
    family = "encoded page"
    mitre = "T1027"
  strings:
    $cp = /codepage\s{0,3}=\s{0,3}["']?65000/ ascii wide nocase
    $u = /\+(A[A-Za-z0-9\/+]{3,200}|[A-Z][A-Za-z0-9\/+]{5,200})-/ ascii
  condition:
    filesize < 1MB and $cp and $u
}

rule SUSP_CFM_Encrypted_Template
{
  meta:
    description = "Detects a ColdFusion template that was encrypted with the vendor's tool"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1027/"
    score = 60
    family = "encoded page"
    mitre = "T1027"
  strings:
    $a = "Allaire Cold Fusion Template" ascii
    $b = /Header Size: (New Version)?/ ascii
  condition:
    filesize < 5MB and $a at 0 and $b in (0..100)
}
