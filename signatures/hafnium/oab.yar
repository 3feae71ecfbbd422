// SPDX-License-Identifier: Apache-2.0
//
// Dumps of Exchange virtual directories (CVE-2021-27065).
//
// The exploit writes script into the address of a virtual directory, then
// resets the directory; Exchange dumps its old settings, one "key : value"
// a line, into a file that the attacker names, and IIS compiles it. So the
// file is a settings dump with a script in an address. Padding and line
// breaks differ between dumps, values wrap, files are cut or saved again as
// UTF-16, and any virtual directory can be abused, not only OAB. The rules
// therefore ask for one or more keys of the dump at a line start and for
// script in it, and never for all keys.
//
// A dump without script cannot run; but the reset wrote it into a folder
// where nobody keeps dumps, and in one public case only the key was left.
// Those get scores below the level at which a file may be removed. Whatever
// is removed, the address stays in Active Directory: it has to be looked at
// with Get-OabVirtualDirectory.

rule WEBSHELL_OAB_VDir_Dump_Script
{
  meta:
    description = "Detects a settings dump of the offline address book virtual directory with script in an address (Hafnium, CVE-2021-27065)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 95
    family = "China Chopper"
    mitre = "T1190,T1505.003"
    hash = "695d4a81ce526a136351cd8eeba5c452d0ab79438fe467922a0bd61db87cef93"
    hash = "2e1eb00575e1a8f6c95a23c87b05e23eb4718557f787aa905bb000e98b31c5f0"
    hash = "b67a11f17434f5ee501cc1d2acab2da14ae8dfc5a27dc00bbd7652425d5c3d23"
    hash = "d637b9a4477778a2e32a22027a86d783e1511e999993aad7dca9b7b1b62250b8"
    hash = "c8a7b5ffcf23c7a334bb093dda19635ec06ca81f6196325bb2d811716c90f3c5"
    hash = "e8ea17cd1de6d3389c792cce8c0ff1927a6386f0ef32ab0b097763de1f86ffc8"
    hash = "34f9944a85ffba58f3fa60c5dc32da1ce6743dae261e1820ef6c419808757112"
    hash = "55fbfab29f9d2c26f81f1ff901af838110d7f76acc81f14b791a8903aa8b8425"
    hash = "6e75bbcdd22ec9df1c7796e381a83f88e3ae82f5698c6b31b64d8f11e9cfd867"
  strings:
    $key1 = /[\r\n][ \t]{0,8}(MetabasePath|ExtendedProtectionTokenChecking|ExtendedProtectionSPNList|ExtendedProtectionFlags)[ \t]{0,40}:/ nocase ascii wide
    $key2 = /[\r\n][ \t]{0,8}(OfflineAddressBooks|PollInterval|AdminDisplayVersion|OriginatingServer|OrganizationId|AdminDisplayName|DistinguishedName)[ \t]{0,40}:/ nocase ascii wide
    $key3 = /[\r\n][ \t]{0,8}(InternalAuthenticationMethods|ExternalAuthenticationMethods|BasicAuthentication|WindowsAuthentication|OAuthAuthentication|DigestAuthentication)[ \t]{0,40}:/ nocase ascii wide
    $key4 = /[\r\n][ \t]{0,8}(WhenChangedUTC|WhenCreatedUTC|ObjectCategory|ExchangeVersion|InternalUrl)[ \t]{0,40}:/ nocase ascii wide
    $url1 = /\b(Ex|In)ternalUrl[ \t]{0,40}:[^\r\n]{0,600}(<\s{0,3}script\b|\x3c%)/ nocase ascii wide
    $url2 = /\b(Ex|In)ternalUrl[ \t]{0,40}:[^\r\n]{0,300}\r?\n[ \t]{8,48}[^\r\n]{0,400}(<\s{0,3}script\b|\x3c%)/ nocase ascii wide
    $oab1 = /[\r\n][ \t]{0,8}(OfflineAddressBooks|PollInterval)[ \t]{0,40}:/ nocase ascii wide
    $oab2 = "msExchOABVirtualDirectory" nocase ascii wide
    $oab3 = "HttpProxy\\OAB" nocase ascii wide
    $oab4 = "CN=OAB (" nocase ascii wide
    $oab5 = "/ROOT/OAB" nocase ascii wide
    $oab6 = /:[ \t]{0,8}OAB \(/ nocase ascii wide
    $oab7 = /InternalUrl[ \t]{0,40}:[ \t]{0,8}https?:\/\/[^\r\n]{1,120}\/OAB\b/ nocase ascii wide
  condition:
    any of ($url*) and any of ($key*) and any of ($oab*)
}

rule WEBSHELL_VDir_Dump_Script
{
  meta:
    description = "Detects a settings dump of any Exchange virtual directory (ECP, OWA, EWS, ActiveSync, ...) with script in an address, also cut or re-saved"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 90
    family = "China Chopper"
    mitre = "T1190,T1505.003"
  strings:
    $key1 = /[\r\n][ \t]{0,8}(MetabasePath|ExtendedProtectionTokenChecking|ExtendedProtectionSPNList|ExtendedProtectionFlags)[ \t]{0,40}:/ nocase ascii wide
    $key2 = /[\r\n][ \t]{0,8}(OfflineAddressBooks|PollInterval|AdminDisplayVersion|OriginatingServer|OrganizationId|AdminDisplayName|DistinguishedName)[ \t]{0,40}:/ nocase ascii wide
    $key3 = /[\r\n][ \t]{0,8}(InternalAuthenticationMethods|ExternalAuthenticationMethods|BasicAuthentication|WindowsAuthentication|OAuthAuthentication|DigestAuthentication)[ \t]{0,40}:/ nocase ascii wide
    $key4 = /[\r\n][ \t]{0,8}(WhenChangedUTC|WhenCreatedUTC|ObjectCategory|ExchangeVersion|InternalUrl)[ \t]{0,40}:/ nocase ascii wide
    $url1 = /\b(Ex|In)ternalUrl[ \t]{0,40}:[^\r\n]{0,600}(<\s{0,3}script\b|\x3c%)/ nocase ascii wide
    $url2 = /\b(Ex|In)ternalUrl[ \t]{0,40}:[^\r\n]{0,300}\r?\n[ \t]{8,48}[^\r\n]{0,400}(<\s{0,3}script\b|\x3c%)/ nocase ascii wide
  condition:
    any of ($url*) and any of ($key*)
}

rule WEBSHELL_VDir_Dump_Script_Any_Field
{
  meta:
    description = "Detects a settings dump of an Exchange virtual directory with server-side script anywhere in it"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 85
    family = "China Chopper"
    mitre = "T1190,T1505.003"
  strings:
    $key1 = /[\r\n][ \t]{0,8}(MetabasePath|ExtendedProtectionTokenChecking|ExtendedProtectionSPNList|ExtendedProtectionFlags)[ \t]{0,40}:/ nocase ascii wide
    $key2 = /[\r\n][ \t]{0,8}(OfflineAddressBooks|PollInterval|AdminDisplayVersion|OriginatingServer|OrganizationId|AdminDisplayName|DistinguishedName)[ \t]{0,40}:/ nocase ascii wide
    $key3 = /[\r\n][ \t]{0,8}(InternalAuthenticationMethods|ExternalAuthenticationMethods|BasicAuthentication|WindowsAuthentication|OAuthAuthentication|DigestAuthentication)[ \t]{0,40}:/ nocase ascii wide
    $key4 = /[\r\n][ \t]{0,8}(WhenChangedUTC|WhenCreatedUTC|ObjectCategory|ExchangeVersion|InternalUrl)[ \t]{0,40}:/ nocase ascii wide
    $script1 = /[\r\n][ \t]{0,8}\w{2,40}[ \t]{0,40}:[^\r\n]{0,600}<script\b[^>]{0,300}\brunat\s{0,9}=/ nocase ascii wide
    $script2 = /[\r\n][ \t]{0,8}\w{2,40}[ \t]{0,40}:[^\r\n]{0,600}\x3c%[^\r\n]{0,300}\b(eval|Request|Response|Process|Language)\b/ nocase ascii wide
    $class = /\bmsExch\w{0,40}VirtualDirectory\b/ nocase ascii wide
  condition:
    ($script1 or $script2) and
    ((#key1 > 0 and ($key2 or $key3 or $key4 or $class)) or ($class and any of ($key*)))
}

rule SUSP_OAB_VDir_Dump_Key_In_Url
{
  meta:
    description = "Detects a settings dump of the offline address book whose address is a one-letter host with a path and no script: the key of a shell, left after exploitation"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 70
    family = "China Chopper"
    mitre = "T1190,T1505.003"
    hash = "31a750f8dbdd5bd608cfec4218ccb5a3842821f7d03d0cff9128ad00a691f4bd"
  strings:
    $key1 = /[\r\n][ \t]{0,8}(MetabasePath|ExtendedProtectionTokenChecking|ExtendedProtectionSPNList|ExtendedProtectionFlags)[ \t]{0,40}:/ nocase ascii wide
    $key2 = /[\r\n][ \t]{0,8}(OfflineAddressBooks|PollInterval|AdminDisplayVersion|OriginatingServer|OrganizationId|AdminDisplayName|DistinguishedName)[ \t]{0,40}:/ nocase ascii wide
    $key3 = /[\r\n][ \t]{0,8}(InternalAuthenticationMethods|ExternalAuthenticationMethods|BasicAuthentication|WindowsAuthentication|OAuthAuthentication|DigestAuthentication)[ \t]{0,40}:/ nocase ascii wide
    $key4 = /[\r\n][ \t]{0,8}(WhenChangedUTC|WhenCreatedUTC|ObjectCategory|ExchangeVersion|InternalUrl)[ \t]{0,40}:/ nocase ascii wide
    $short = /\b(Ex|In)ternalUrl[ \t]{0,40}:[ \t]{0,8}https?:\/\/(\w|ooo)\/[#\w.=&?%-]{1,200}[ \t]{0,40}[\r\n]/ nocase ascii wide
  condition:
    $short and any of ($key*)
}

rule SUSP_VDir_Dump_In_File
{
  meta:
    description = "Detects a settings dump of an Exchange virtual directory without regard to script; in a web folder it is what is left of CVE-2021-27065, elsewhere it may be an administrator's note"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-072d"
    score = 50
    family = "China Chopper"
    mitre = "T1190"
  strings:
    $k1 = /[\r\n][ \t]{0,8}MetabasePath[ \t]{1,40}:/ ascii wide
    $k2 = /[\r\n][ \t]{0,8}ExtendedProtectionTokenChecking[ \t]{1,40}:/ ascii wide
    $k3 = /[\r\n][ \t]{0,8}InternalAuthenticationMethods[ \t]{1,40}:/ ascii wide
    $k4 = /[\r\n][ \t]{0,8}ExternalUrl[ \t]{1,40}:/ ascii wide
    $k5 = /[\r\n][ \t]{0,8}OriginatingServer[ \t]{1,40}:/ ascii wide
    $k6 = /[\r\n][ \t]{0,8}AdminDisplayVersion[ \t]{1,40}:/ ascii wide
    $k7 = /[\r\n][ \t]{0,8}OfflineAddressBooks[ \t]{1,40}:/ ascii wide
    $class = /msExch\w{0,40}VirtualDirectory\b/ ascii wide
  condition:
    4 of ($k*) or ($class and 3 of ($k*))
}

rule WEBSHELL_VDir_Dump_Short_Host_Script
{
  meta:
    description = "Detects an address with a one-letter host followed at once by server-side script, the way it stands in Hafnium dumps and in their fragments"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://unit42.paloaltonetworks.com/china-chopper-webshell/"
    score = 85
    family = "China Chopper"
    mitre = "T1190,T1505.003"
  strings:
    $url1 = /https?:\/\/(\w|ooo)\/[#\w.=&?%-]{0,100}\s{0,9}<script\b[^>]{0,300}\brunat\s{0,9}=\s{0,9}["']{0,2}server/ nocase ascii wide
    $url2 = /https?:\/\/(\w|ooo)\/[#\w.=&?%-]{0,100}\s{0,9}\x3c% ?(@|=|eval|exec|requ|resp|dim |on err)[^>]{0,300}\b(eval|execute|Request|Language)[(.\[= ]/ nocase ascii wide
  condition:
    any of them
}
