// SPDX-License-Identifier: Apache-2.0
//
// Small C# and VB pages of the same intrusions: they write a file, take an
// upload, load an assembly that the client sends, compile a source that the
// client sends, or run script inside a style sheet.
//
// An upload page is not a shell as such; what gives these away is that the
// client also chooses the path or the code. Each rule therefore binds the
// dangerous call to the request in one expression, or within a few lines.

rule WEBSHELL_ASPX_CSharp_File_Writer
{
  meta:
    description = "Detects a C#, VB or JScript page that writes a file whose path and content both come from the request"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.cisa.gov/news-events/analysis-reports/ar21-084a"
    score = 90
    family = "China Chopper"
    mitre = "T1505.003,T1105"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = /\x3c%[^%]{0,400}\b(StreamWriter|WriteAllText|WriteAllBytes|AppendAllText)\b/ nocase ascii wide
    $writer = /\bnew\s{1,20}(System\s{0,5}\.\s{0,5}IO\s{0,5}\.\s{0,5})?(StreamWriter|FileStream|BinaryWriter)\s{0,20}\(\s{0,20}(\w{1,30}\s{0,5}[.(]\s{0,5}){0,4}(["'][.\/\\~]{0,3}["']\s{0,5}\)?\s{0,5}[+&,]\s{0,5})?(\w{1,30}\s{0,5}[.(]\s{0,5}){0,3}Request\s{0,20}[\[(.]/ nocase ascii wide
    $write = /\.\s{0,20}Write(Line)?\s{0,20}\(\s{0,20}(\w{1,30}\s{0,5}[.(]\s{0,5}){0,4}(["'][.\/\\~]{0,3}["']\s{0,5}\)?\s{0,5}[+&,]\s{0,5})?(\w{1,30}\s{0,5}[.(]\s{0,5}){0,3}Request\s{0,20}[\[(.]/ nocase ascii wide
    $all = /\bFile\s{0,20}\.\s{0,20}(WriteAll(Text|Bytes|Lines)|AppendAllText|AppendText|CreateText)\s{0,20}\(\s{0,20}(\w{1,30}\s{0,5}[.(]\s{0,5}){0,4}(["'][.\/\\~]{0,3}["']\s{0,5}\)?\s{0,5}[+&,]\s{0,5})?(\w{1,30}\s{0,5}[.(]\s{0,5}){0,3}Request\s{0,20}[\[(.][^;{}<>]{1,300},[^;{}<>]{0,120}\bRequest\s{0,20}[\[(.]/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ((any of ($srv*) or $open) and (($writer and $write) or $all))
}

rule WEBSHELL_ASPX_CSharp_Uploader
{
  meta:
    description = "Detects a page which saves an uploaded file to a path that the request names"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 85
    family = "China Chopper"
    mitre = "T1505.003,T1105"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $save = /\.\s{0,20}SaveAs\s{0,20}\(\s{0,20}(\w{1,30}\s{0,5}[.(]\s{0,5}){0,6}(["'][.\/\\~]{0,3}["']\s{0,5}\)?\s{0,5}[+&,]\s{0,5})?(\w{1,30}\s{0,5}[.(]\s{0,5}){0,3}Request\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies)\b)/ nocase ascii wide
    $files = /\bRequest\s{0,20}\.\s{0,20}Files\s{0,20}[\[(][^;{}<>]{0,60}[\])]\s{0,20}\.\s{0,20}SaveAs\s{0,20}\(\s{0,20}(\w{1,30}\s{0,5}[.(]\s{0,5}){0,6}(["'][.\/\\~]{0,3}["']\s{0,5}\)?\s{0,5}[+&,]\s{0,5})?(\w{1,30}\s{0,5}[.(]\s{0,5}){0,3}Request\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies)\b)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($files or ($save and any of ($srv*)))
}

rule SUSP_ASPX_Upload_Name_From_Request
{
  meta:
    description = "Detects a page which saves an uploaded file under a name that is partly made of request values; careless application code does the same"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.microsoft.com/en-us/security/blog/2021/03/02/hafnium-targeting-exchange-servers/"
    score = 50
    family = "Upload page"
    mitre = "T1505.003,T1105"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $save = /\.\s{0,20}SaveAs\s{0,20}\([^;{}<>`]{0,160}\bRequest\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies)\b)/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($save and any of ($srv*))
}

rule WEBSHELL_ASPX_CSharp_Reflective_Loader
{
  meta:
    description = "Detects a page that loads a .NET assembly out of the request and makes an object of it (Behinder, Godzilla and hand-made loaders)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell Behinder/shell.aspx"
    score = 90
    family = "Reflective loader"
    mitre = "T1505.003,T1620"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = /\x3c%[^%]{0,400}\bAssembly\b/ nocase ascii wide
    $load1 = /\bAssembly\s{0,20}\.\s{0,20}Load\s{0,20}\(/ nocase ascii wide
    $load2 = /\bAssembly\b[^;{}<>]{0,40}\bGetMethods?\s{0,20}\(\s{0,20}("Load"|[^;{}<>]{0,30}"Load")/ nocase ascii wide
    $load3 = /\bAppDomain\b[^;{}<>]{0,60}\.\s{0,20}Load\s{0,20}\(/ nocase ascii wide
    $load4 = "\"Lo\"+\"ad\"" ascii wide
    $load5 = "\"Lo\" + \"ad\"" ascii wide
    $load6 = "\"Loa\"+\"d\"" ascii wide
    $load7 = "\"L\"+\"oad\"" ascii wide
    $req1 = /\bRequest\s{0,20}\.\s{0,20}(BinaryRead|InputStream|Form|Params|Headers|Cookies|QueryString|Item|TotalBytes|ContentLength)\b/ nocase ascii wide
    $req2 = /\bRequest\s{0,20}\[/ ascii wide
    $make1 = /\bCreateInstance\s{0,20}\(/ nocase ascii wide
    $make2 = /\.\s{0,20}Invoke\s{0,20}\(\s{0,20}null\b/ nocase ascii wide
    $make3 = "EntryPoint" ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ((any of ($srv*) or $open) and any of ($load*) and any of ($req*) and
     any of ($make*))
}

rule WEBSHELL_ASPX_CSharp_Runtime_Compile
{
  meta:
    description = "Detects a page that compiles source code in memory and takes it from the request (SharPyShell and relatives)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/antonioCoco/SharPyShell"
    score = 85
    family = "SharPyShell"
    mitre = "T1505.003,T1027.004"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $comp1 = /\bCompileAssemblyFrom(Source|Dom|File)\s{0,20}\(/ nocase ascii wide
    $comp2 = /\b(CSharpCodeProvider|VBCodeProvider|JScriptCodeProvider|ICodeCompiler|CodeDomProvider)\b/ nocase ascii wide
    $mem = "GenerateInMemory" nocase ascii wide
    $req = /\bRequest\s{0,20}([\[(]|\.\s{0,20}(Item|Form|QueryString|Params|Headers|Cookies|ServerVariables|BinaryRead|InputStream|Files|Unvalidated)\b)/ nocase ascii wide
    $use1 = /\bCreateInstance\s{0,20}\(/ nocase ascii wide
    $use2 = /\.\s{0,20}Invoke\s{0,20}\(/ nocase ascii wide
    $use3 = /\bGetMethod\s{0,20}\(/ nocase ascii wide
  condition:
    any of ($srv*) and ($comp1 or $comp2) and $mem and $req and
    any of ($use*)
}

rule WEBSHELL_ASPX_XSLT_Script
{
  meta:
    description = "Detects a style sheet with a script block that evaluates request values or starts programs"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/tennc/webshell aspx/xslt.aspx"
    score = 85
    family = "XSLT web shell"
    mitre = "T1505.003,T1220,T1059.007"
  strings:
    $script = /<\w{1,20}:script\b[^>]{0,200}\bimplements-prefix\s{0,20}=/ nocase ascii wide
    $act1 = /\beval\b[^;{}<>]{0,120}\bRequest\b/ nocase ascii wide
    $act2 = /,\s{0,20}["']{1,2}unsafe["']{1,2}/ nocase ascii wide
    $act3 = "wscript.shell" nocase ascii wide
    $act4 = /\bProcess\s{0,20}\.\s{0,20}Start\s{0,20}\(/ nocase ascii wide
    $act5 = /\bHttpContext\s{0,20}\.\s{0,20}Current\b/ nocase ascii wide
    $act6 = "ProcessStartInfo" nocase ascii wide
    $act7 = /\bAssembly\s{0,20}\.\s{0,20}Load\s{0,20}\(/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    ($script and any of ($act*))
}

rule WEBSHELL_ASPX_XSLT_Loader
{
  meta:
    description = "Detects a page that transforms a style sheet out of the request with script enabled (DropHell and relatives)"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.huntress.com/blog/rapid-response-microsoft-exchange-servers-still-vulnerable-to-proxyshell-exploit"
    score = 90
    family = "XSLT web shell"
    mitre = "T1505.003,T1220"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $trust1 = /\bXsltSettings\s{0,20}\.\s{0,20}TrustedXslt\b/ nocase ascii wide
    $trust2 = /\bnew\s{1,20}([\w.]{0,40}\.)?XsltSettings\s{0,20}\(\s{0,20}true\b/ nocase ascii wide
    $trust3 = /\bEnableScript\s{0,20}=\s{0,20}true\b/ nocase ascii wide
    $from = /\b(LoadXml|StringReader|MemoryStream|XmlReader\s{0,5}\.\s{0,5}Create|Load)\s{0,20}\([^;{}<>]{0,200}\bRequest\s{0,20}[\[(.]/ nocase ascii wide
    $b64 = /\bFromBase64String\s{0,20}\(\s{0,20}([\w.]{1,40}\(\s{0,9}){0,3}([\w.]{1,40}\.)?Request\s{0,20}[\[(.]/ nocase ascii wide
    $run = /\.\s{0,20}Transform\s{0,20}\(/ nocase ascii wide
    // a Markdown document that quotes code inside its lines
    $md1 = "\n## "
    $md2 = /[\r\n][ \t]{0,20}<(%\s{0,9}@?\s{0,9}(Page|Language|WebHandler|WebService|Import|eval|execute|Response|Request)|script\b)/ nocase
  condition:
    not (uint16(0) == 0x2023 and $md1 and not $md2) and
    (any of ($srv*) and any of ($trust*) and $run and ($from or $b64))
}

rule WEBSHELL_ASPX_Command_From_Request
{
  meta:
    description = "Detects a page or handler that starts a program or command interpreter with a value of the request and returns its output"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.fireeye.com/blog/threat-research/2021/03/detection-response-to-exploitation-of-microsoft-exchange-zero-day-vulnerabilities.html"
    score = 80
    family = "ASPX command shell"
    mitre = "T1505.003,T1059.003"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $open = /\x3c%[^%]{0,400}\b(ProcessStartInfo|Process\s{0,5}\.\s{0,5}Start)\b/ nocase ascii wide
    $std1 = "RedirectStandardOutput" nocase ascii wide
    $std2 = /\bStandardOutput\s{0,20}\.\s{0,20}Read/ nocase ascii wide
    $arg1 = /\.\s{0,20}(Arguments|FileName)\s{0,20}=[^;{}<>]{0,120}\bRequest\s{0,20}[\[(.]/ nocase ascii wide
    $arg2 = /\bStandardInput\s{0,20}\.\s{0,20}Write(Line)?\s{0,20}\([^;{}<>]{0,120}\bRequest\s{0,20}[\[(.]/ nocase ascii wide
    $arg3 = /\bProcess(StartInfo|\s{0,20}\.\s{0,20}Start)\s{0,20}\([^;{}<>]{0,160}\bRequest\s{0,20}[\[(.]/ nocase ascii wide
    $arg4 = /=[^;{}<>]{0,60}\bRequest\s{0,20}[\[(.][^<>]{0,800}"(cmd|cmd\.exe|powershell|powershell\.exe|[^"]{0,60}\\cmd\.exe)"/ nocase ascii wide
    // program and request in variables
    $var = /\bFileName\s{0,9}=\s{0,9}[a-z_]\w{0,40}\s{0,9};/ nocase ascii wide
    $in = /\bRedirectStandardInput\s{0,9}=\s{0,9}true\b/ nocase ascii wide
    $req = /=\s{0,9}(\w{1,30}\s{0,5}\.\s{0,5}){0,3}Request\s{0,9}(\[|\.\s{0,5}(QueryString|Form|Params|Headers|Cookies)\s{0,5}\[)/ nocase ascii wide
  condition:
    (any of ($srv*) or $open) and any of ($std*) and
    (any of ($arg*) or ($var and $in and $req))
}

rule WEBSHELL_ASPX_CSharp_Hash_Gate
{
  meta:
    description = "Detects a C# page that decodes base64 from the request only after a hash of a secret was compared"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://github.com/Neo23x0/signature-base gen_webshell_csharp.yar (idea only)"
    score = 75
    family = "Hash-gated C# shell"
    mitre = "T1505.003,T1480"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $load = /\bvoid\s{1,20}Page_Load\b/ nocase ascii wide
    $b64 = "FromBase64String" nocase ascii wide
    $prov = /\b(MD5|SHA1|SHA256|SHA512)(CryptoServiceProvider|Managed|\s{0,5}\.\s{0,5}Create\s{0,20}\()/ nocase ascii wide
    $hash = /\bComputeHash\s{0,20}\(/ nocase ascii wide
    $cmp = /\.\s{0,20}Replace\s{0,20}\(\s{0,20}"-"\s{0,20},\s{0,20}(""|String\.Empty)\s{0,20}\)(\s{0,20}\.\s{0,20}To(Lower|Upper)(Invariant)?\s{0,20}\(\s{0,20}\))?\s{0,20}(==|!=|\.\s{0,5}Equals\s{0,5}\()\s{0,20}"[0-9a-f]{8,128}"/ nocase ascii wide
  condition:
    any of ($srv*) and $load and $b64 and $prov and $hash and $cmp
}

rule WEBSHELL_ASPX_Command_Form
{
  meta:
    description = "Detects a page with server controls that starts a command interpreter with the text of an input field and shows its output"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://www.fireeye.com/blog/threat-research/2021/03/detection-response-to-exploitation-of-microsoft-exchange-zero-day-vulnerabilities.html"
    score = 75
    family = "ASPX command shell"
    mitre = "T1505.003,T1059.003"
  strings:
    $srv1 = /\x3c%\s{0,100}@\s{0,100}(Page|Language|WebHandler|WebService|Control|Master|Application|Import|Assembly|Debug|Class)\b/ nocase ascii wide
    $srv2 = /\x3cscript\b[^>]{0,300}\brunat\s{0,20}=\s{0,20}["']{0,2}server/ nocase ascii wide
    $std1 = /\bRedirectStandardOutput\s{0,9}=\s{0,9}true\b/ nocase ascii wide
    $std2 = /\bStandardOutput\b/ nocase ascii wide
    $shell1 = "cmd.exe" nocase ascii wide
    $shell3 = "\"cmd\"" nocase ascii wide
    $shell4 = "powershell" nocase ascii wide
    $opt = "\"/c " nocase ascii wide
    $arg1 = /\bArguments\s{0,9}=[^;<>]{0,120}\.\s{0,3}(Text|Value|InnerText)\b/ nocase ascii wide
    $arg2 = /\bProcessStartInfo\s{0,9}\([^;<>]{0,120}\.\s{0,3}(Text|Value|InnerText)\b/ nocase ascii wide
    $arg3 = /\bStandardInput\s{0,9}\.\s{0,9}Write(Line)?\s{0,9}\(\s{0,9}[\w.]{1,60}/ nocase ascii wide
    $box1 = /<asp:TextBox\b/ nocase ascii wide
    $box2 = /<(input|textarea)\b[^>]{0,200}\brunat\s{0,9}=/ nocase ascii wide
    $form = /<form\b[^>]{0,200}\brunat\s{0,9}=/ nocase ascii wide
  condition:
    any of ($srv*) and any of ($std*) and
    (any of ($box*) or $form) and
    ($arg1 or $arg2 or (any of ($shell*) and ($opt or $arg3)))
}
