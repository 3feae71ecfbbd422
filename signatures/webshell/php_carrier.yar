// SPDX-License-Identifier: Apache-2.0
//
// PHP where no PHP belongs: in pictures, and in configuration files that make
// the server run pictures.

rule WEBSHELL_PHP_In_Image
{
  meta:
    description = "Detects a picture file that contains PHP code with an evaluator, a runner or request data"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-in-image"
    mitre = "T1505.003,T1027.009"
  strings:
    $gif1 = "GIF89" nocase
    $gif2 = "GIF87" nocase
    $jfif = "JFIF"
    $exif = "Exif"
    $ihdr = "IHDR"
    $open1 = "<\x3fphp" nocase
    $open2 = "<\x3f="
    $open3 = "<\x3f "
    $open4 = "<script language=\"php\"" nocase
    $open5 = "<script language='php'" nocase
    $sink1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|system|passthru|shell_exec|base64_decode|gzinflate|move_uploaded_file|file_put_contents|create_function|phpinfo|str_rot13|call_user_func)\s{0,4}[\("'$]/ nocase
    $sink2 = "$_POST"
    $sink3 = "$_GET"
    $sink4 = "$_REQUEST"
    $sink5 = "$_COOKIE"
    $sink6 = "$_FILES"
  condition:
    ((any of ($gif*) and (uint32(0) & 0xdfdfdf == 0x464947 or @gif1 < 64)) or
     ($jfif and uint16be(0) == 0xffd8) or ($exif and uint16be(0) == 0xffd8) or
     ($ihdr and uint32be(0) == 0x89504e47)) and
    any of ($open*) and any of ($sink*)
}

rule WEBSHELL_PHP_Handler_For_Images
{
  meta:
    description = "Detects web server configuration that runs pictures or text files as PHP, or includes one before every page"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-htaccess"
    mitre = "T1505.003,T1505.004"
  strings:
    $add = /(^|\n)[ \t]{0,20}(AddType|AddHandler)[ \t]{1,9}["']?(application\/x-httpd-(ea-)?php\d{0,2}(-cgi|-source)?|php\d{0,2}-(script|cgi|fcgi)|fcgid-script)["']?[^\n]{0,60}\.(jpe?g|png|gif|ico|bmp|txt|css|htaccess|log|pdf|zip)\b/ nocase
    $match = /<Files(Match)?[ \t]{1,5}[^>\n]{0,80}(jpe?g|png|gif|ico|htaccess)[^>\n]{0,40}>[^<]{0,200}(SetHandler|ForceType)[ \t]{1,5}["']?(application\/x-httpd-php|php\d?-script)/ nocase
    $prepend = /auto_(prepend|append)_file[ \t=]{1,9}["']?[^\s"']{0,120}(\.(jpe?g|png|gif|ico|bmp|txt|css|log|htaccess)\b|php:\/\/input|data:|\/tmp\/)/ nocase
    $self = /(^|\n)#{1,9}[^\n]{0,40}<\?(php|=)?[^\n]{0,60}(eval|assert|system|passthru|shell_exec|exec|\$_(GET|POST|REQUEST))/ nocase
    $selfh1 = "AddType" nocase
    $selfh2 = "SetHandler" nocase
    $selfh3 = "php_value" nocase
    $selfh4 = "AddHandler" nocase
  condition:
    $add or $match or $prepend or ($self and any of ($selfh*))
}

rule WEBSHELL_PHP_Include_Of_Hidden_Path
{
  meta:
    description = "Detects PHP include of a path written in escapes, of a picture or of an archive member"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-include"
    mitre = "T1505.003,T1027"
  strings:
    $escaped = /(include|require)(_once)?\s{0,4}\(?\s{0,4}["'](\\[0-7]{2,3}|\\x[0-9a-f]{2}|[\w\/.-]){0,40}(\\057|\\x2f|\\x2e|\\056)/ nocase
    $picture = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,6}["']?[^;"'\n<>*]{0,120}\.(ico|jpe?g|png|gif|bmp)["']\s{0,3}\)?\s{0,3};/ nocase
    $zip = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(include|require)(_once)?[\s(]{1,6}["'](zip|phar|compress\.zlib|bzip2):\/\/[^"'\n]{1,120}(#|\.(jpe?g|png|gif|txt|zip|rar|ico))/ nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(<\?[^x]|<script\slanguage=.?php)/ nocase
    $inc1 = "include(" nocase
    $inc2 = "include (" nocase
    $inc3 = "include_once" nocase
    $inc4 = "require_once" nocase
    $inc5 = "@include_once" nocase
    $inc6 = "include '" nocase
    $inc7 = "include \"" nocase
    $inc8 = "require('" nocase
    $inc9 = "require(\"" nocase
    $inc10 = "@require" nocase
    $dot1 = "\\057"
    $dot2 = "\\x2f" nocase
    $dot3 = "\\x2e" nocase
    $dot4 = "\\056"
    $arch1 = "zip://" nocase
    $arch2 = "phar://" nocase
    $arch3 = "compress.zlib://" nocase
    $arch4 = "bzip2://" nocase
    $img1 = ".ico'" nocase
    $img2 = ".ico\"" nocase
    $img3 = ".png'" nocase
    $img4 = ".png\"" nocase
    $img5 = ".gif'" nocase
    $img6 = ".gif\"" nocase
    $img7 = ".jpg'" nocase
    $img8 = ".jpg\"" nocase
    $img9 = ".jpeg'" nocase
    $img10 = ".jpeg\"" nocase
    $img11 = ".bmp'" nocase
    $img12 = ".bmp\"" nocase
  condition:
    $php and any of ($inc*) and
    ((any of ($dot*) and $escaped) or (any of ($img*) and $picture) or
     (any of ($arch*) and $zip))
}
