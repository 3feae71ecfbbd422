// SPDX-License-Identifier: Apache-2.0
//
// Carriers: files that are something else to their writer and a page to IIS.
//
// ProxyShell exported a mailbox (a PST file) or a certificate request (DER)
// under the name of a page; the page text stands somewhere in the binary.
// The mail store encodes message bodies with a fixed byte permutation
// (NDB_CRYPT_PERMUTE, [MS-PST] section 5.1), so the attacker sends the text
// through the inverse permutation and the export turns it into plain text.
// Two more forms are therefore worth finding: the inverse form, in mail that
// was not exported (nobody but an attacker makes it), and the permuted form,
// in a PST that holds a page as an ordinary attachment.
//
// The byte strings of those two rules were made by a script: for each token
// t, every byte b of t was replaced by table[b], where table is the last
// third (mpbbI, the decoding table) or the first third (mpbbR, the encoding
// table) of the 768-byte array that section 5.1 prints. mpbbI[mpbbR[b]] = b.

rule WEBSHELL_PST_ASPX
{
  // an export made to run is small; above the bound the next rule takes over
  meta:
    description = "Detects a PST mailbox export that holds a readable ASP.NET page (ProxyShell)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.huntress.com/blog/rapid-response-microsoft-exchange-servers-still-vulnerable-to-proxyshell-exploit"
    score = 90
    family = "ProxyShell PST"
    mitre = "T1190,T1505.003"
    hash = "219468c10d2b9d61a8ae70dc8b6d2824ca8fbe4e53bbd925eeca270fef0fd640"
  strings:
    $p1 = /\x3c%\s{0,9}@\s{0,9}(Page|WebHandler|Language)\b[^>]{1,200}%>/ nocase ascii
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $a1 = /\beval\s{0,9}[(\/]/ nocase ascii
    $a2 = /\bRequest\s{0,5}(\[|\.\s{0,5}(Item|Form|Headers|BinaryRead|InputStream|Params|QueryString|Files)\b)/ nocase ascii
    $a3 = /["']unsafe["']/ nocase ascii
    $a4 = /\bFromBase64String\s{0,5}\(/ nocase ascii
    $a5 = /\bAssembly\s{0,5}\.\s{0,5}Load\s{0,5}\(/ nocase ascii
    $a6 = /\bProcessStartInfo\b/ nocase ascii
    $a7 = /\bXsltSettings\b/ nocase ascii
  condition:
    uint32(0) == 0x4E444221 and filesize < 20MB and ($p1 or $srv2) and 2 of ($a*)
}

rule SUSP_PST_ASPX_Large
{
  meta:
    description = "Detects a large PST file that holds a readable ASP.NET page: more likely a mail archive in which a page was sent than an export made to run"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.huntress.com/blog/rapid-response-microsoft-exchange-servers-still-vulnerable-to-proxyshell-exploit"
    score = 60
    family = "ProxyShell PST"
    mitre = "T1190,T1505.003"
  strings:
    $p1 = /\x3c%\s{0,9}@\s{0,9}(Page|WebHandler|Language)\b[^>]{1,200}%>/ nocase ascii
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $a1 = /\beval\s{0,9}[(\/]/ nocase ascii
    $a2 = /\bRequest\s{0,5}(\[|\.\s{0,5}(Item|Form|Headers|BinaryRead|InputStream|Params|QueryString|Files)\b)/ nocase ascii
    $a3 = /["']unsafe["']/ nocase ascii
    $a4 = /\bFromBase64String\s{0,5}\(/ nocase ascii
    $a5 = /\bAssembly\s{0,5}\.\s{0,5}Load\s{0,5}\(/ nocase ascii
    $a6 = /\bProcessStartInfo\b/ nocase ascii
    $a7 = /\bXsltSettings\b/ nocase ascii
  condition:
    uint32(0) == 0x4E444221 and filesize >= 20MB and ($p1 or $srv2) and 2 of ($a*)
}

rule EXPL_PST_Permuted_ASPX_Payload
{
  meta:
    description = "Detects the pre-encoded form of an ASP.NET page as it is mailed for a ProxyShell mailbox export (inverse of the PST permutation)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.zerodayinitiative.com/blog/2021/8/17/from-pwn2own-2021-a-new-attack-surface-on-microsoft-exchange-proxyshell"
    score = 70
    family = "ProxyShell PST"
    mitre = "T1190,T1505.003,T1027"
  strings:
    $i1 = { 95 37 D1 39 B9 A9 DF DA } // < %@ Page
    $i2 = { 95 D6 54 86 B7 69 14 39 CD A9 06 DF F7 A9 DF DA FF } // < script language=
    $i3 = { 95 D6 54 86 B7 69 14 39 86 F7 06 A9 14 FF } // < script runat=
    $i4 = { 86 F7 06 A9 14 FF 96 D6 DA 86 A5 DA 86 96 } // runat="server"
    $i5 = { 86 F7 06 A9 14 FF 82 D6 DA 86 A5 DA 86 82 } // runat='server'
    $i6 = { BE DA 5C F7 DA D6 14 F3 C5 14 DA 8D 7E } // Request.Item[
    $i7 = { BE DA 5C F7 DA D6 14 F3 3B D3 86 8D 7E } // Request.Form[
    $i8 = { BE DA 5C F7 DA D6 14 7E 96 } // Request["
    $i9 = { BE DA 5C F7 DA D6 14 7E 82 } // Request['
    $i10 = { 6B 96 F7 06 D6 A9 5D DA 96 C9 } // ,"unsafe")
    $i11 = { 6B 82 F7 06 D6 A9 5D DA 82 C9 } // ,'unsafe')
    $i12 = { 3B 86 D3 8D 5E A9 D6 DA 01 91 67 14 86 B7 06 DF 8C } // FromBase64String(
    $i13 = { B9 A9 DF DA 29 20 D3 A9 0D } // Page_Load
    $i14 = { DA A5 A9 CD 8C BE DA 5C F7 DA D6 14 } // eval (Request
  condition:
    2 of them
}

rule SUSP_PST_Encoded_ASPX
{
  meta:
    description = "Detects a PST file that holds the text of an ASP.NET page in permuted form: not executable as it stands, but a page that was mailed"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.zerodayinitiative.com/blog/2021/8/17/from-pwn2own-2021-a-new-attack-surface-on-microsoft-exchange-proxyshell"
    score = 55
    family = "ProxyShell PST"
    mitre = "T1190,T1505.003"
  strings:
    $r1 = { 60 AC AA 4C 8F 4A 53 EA } // < %@ Page
    $r2 = { 60 EB 98 06 70 7E 82 4C FD 4A 3A 53 78 4A 53 EA 4E } // < script language=
    $r3 = { 60 EB 98 06 70 7E 82 4C 06 78 3A 4A 82 4E } // < script runat=
    $r4 = { 06 78 3A 4A 82 4E 84 EB EA 06 57 EA 06 84 } // runat="server"
    $r5 = { 06 78 3A 4A 82 4E B6 EB EA 06 57 EA 06 B6 } // runat='server'
    $r6 = { B3 EA CE 78 EA EB 82 8B C9 82 EA 59 5A } // Request.Item[
    $r7 = { B3 EA CE 78 EA EB 82 8B 55 86 06 59 5A } // Request.Form[
    $r8 = { B3 EA CE 78 EA EB 82 5A 84 } // Request["
    $r9 = { B3 EA CE 78 EA EB 82 5A B6 } // Request['
    $r10 = { D8 84 78 3A EB 4A 77 EA 84 5F } // ,"unsafe")
    $r11 = { D8 B6 78 3A EB 4A 77 EA B6 5F } // ,'unsafe')
    $r12 = { 55 06 86 59 56 4A EB EA DF C8 0F 82 06 70 3A 53 48 } // FromBase64String(
    $r13 = { 8F 4A 53 EA BF 85 86 4A FA } // Page_Load
    $r14 = { EA 57 4A FD 48 B3 EA CE 78 EA EB 82 } // eval (Request
  condition:
    uint32(0) == 0x4E444221 and 2 of them
}

rule WEBSHELL_DER_ASPX
{
  meta:
    description = "Detects a DER file (certificate request) that holds ASP.NET code, as New-ExchangeCertificate writes it (ProxyShell)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.huntress.com/blog/rapid-response-microsoft-exchange-servers-still-vulnerable-to-proxyshell-exploit"
    score = 90
    family = "ProxyShell DER"
    mitre = "T1190,T1505.003"
  strings:
    $p1 = /\x3c%\s{0,9}@\s{0,9}[^>]{0,60}\b(Page|WebHandler|Language)\b/ nocase ascii wide
    $p2 = /\x3c%[^%\x00]{0,60}\b(eval|Request|Response|Process)\b/ nocase ascii wide
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
  condition:
    (uint16(0) == 0x8230 or uint16(0) == 0x8130 or uint16(0) == 0x8330) and
    ($p1 or $p2 or $srv2)
}

rule SUSP_ASPX_Binary_Prefix
{
  meta:
    description = "Detects an ASP.NET page with control bytes before the first directive that is no known file type: dropped by an export, a dump or an exploit"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base expl_proxyshell.yar (idea only)"
    score = 65
    family = "ASPX carrier"
    mitre = "T1505.003,T1027"
  strings:
    $p1 = /\x3c%\s?@\s{0,9}(Page|WebHandler|WebService|Language|Control)\b[^>]{0,200}%>/ nocase ascii
    $p2 = /\x3c%[ \t\r\n][ \t\r\n]@\s{0,9}(Page|WebHandler|WebService|Language|Control)\b[^>]{0,200}%>/ nocase ascii
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
  condition:
    ($p1 or $p2 or $srv2) and
    for any i in (0..7) : (
      uint8(i) < 0x09 or uint8(i) == 0x0B or
      (uint8(i) > 0x0D and uint8(i) < 0x20) or uint8(i) == 0x7F
    ) and
    // UTF-16 and UTF-32 text, with or without a mark
    uint16(0) != 0xFEFF and uint16(0) != 0xFFFE and
    not (uint8(1) == 0 and uint8(3) == 0) and
    not (uint8(0) == 0 and uint8(2) == 0) and
    // archives, executables, documents and pictures that may quote a page
    uint16(0) != 0x4B50 and uint32(0) != 0x21726152 and
    uint16(0) != 0x8B1F and uint16(0) != 0x5A4D and
    uint32(0) != 0xE011CFD0 and uint32(0) != 0x4643534D and
    uint32(0) != 0xAFBC7A37 and uint32(0) != 0x464C457F and
    uint32(0) != 0x474E5089 and uint32(0) != 0xFD377A58 and
    uint16(0) != 0x5A42 and uint32(0) != 0xD4C3B2A1 and
    uint32(0) != 0xA1B2C3D4 and uint32(0) != 0x694C5153 and
    uint16(0) != 0xD8FF and uint32(0) != 0x46445025 and
    uint32(0) != 0x43614444
}

rule WEBSHELL_Image_Prefix_ASP
{
  meta:
    description = "Detects a server page hidden behind the first bytes of a picture"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell caidao-shell/ice.aspx"
    score = 80
    family = "China Chopper"
    mitre = "T1505.003,T1036.008"
  strings:
    $c1 = /[^.\w](eval|execute|executeglobal)[\s(\/]{1,40}[^%<>]{0,60}\brequest\s{0,9}[.(\[]/ nocase ascii
    $c2 = /\x3c%\s{0,9}@\s{0,9}[^>]{0,60}\b(Page|WebHandler|Language)\b[^>]{0,200}%>/ nocase ascii
    $srv2 = /<script\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $c3 = /\x3c%[^%]{1,60}\brequest\s{0,9}[.(\[]/ nocase ascii
  condition:
    (uint32(0) == 0x38464947 or uint32(0) == 0x38666967 or
     uint32(0) == 0x38666947 or uint32(0) == 0x474E5089 or
     uint16(0) == 0xD8FF or (uint16(0) == 0x4D42 and uint32(6) == 0)) and
    ($c1 or $c2 or $c3 or $srv2)
}
