// SPDX-License-Identifier: Apache-2.0
//
// Packed PHP: code that only exists after decoding. Two things together are
// the proof: a decoder chain over an embedded blob, and an evaluator on the
// result - or a function name that was taken to pieces so that nobody reads it.

rule WEBSHELL_PHP_Eval_Decoder_Chain
{
  meta:
    description = "Detects eval() of code that is inflated or decoded through two or more functions"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $chain = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|create_function\s{0,4}\([^;,]{0,20},)(\s|\/\*[^*]{0,60}\*\/){0,8}\(?\s{0,9}@?(["']{1,2}\s?\?>\s?["']{0,2}\s?\.\s{0,9})?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}(gzinflate|gzuncompress|gzdecode|str_rot13|strrev|base64_decode|convert_uudecode|rawurldecode|urldecode|bzdecompress|hex2bin|zlib_decode|openssl_decrypt|mcrypt_decrypt)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}(base64_decode|str_rot13|strrev|gzinflate|gzuncompress|convert_uudecode|hex2bin|pack|rawurldecode|urldecode|file_get_contents|openssl_decrypt|substr)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $literal = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?(["']{1,2}\s?\?>\s?["']{0,2}\s?\.\s{0,9})?(base64_decode|gzinflate|gzuncompress|str_rot13|strrev|hex2bin|convert_uudecode|rawurldecode|urldecode|gzdecode|pack)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}["']?[\w+\/=%(]{6}/ nocase
    $closing = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}["']{1,2}\s?\?>\s?["']?\s{0,4}\.?\s{0,4}@?(base64_decode|gzinflate|gzuncompress|str_rot13|file_get_contents\s{0,4}\(\s?["']https?)/ nocase
    $var = /\$\w{1,40}\s{0,9}=\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}(gzinflate|gzuncompress|gzdecode|str_rot13|strrev|base64_decode|convert_uudecode|bzdecompress)(\s|\/\*[^*]{0,60}\*\/){0,8}\([^;]{0,120};\s{0,20}@?(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?(["']{1,2}\s?\?>\s?["']{0,2}\s?\.\s{0,9})?\$\w{1,40}\s{0,9}\)/ nocase
    $varlit = /=\s{0,9}["'][\w+\/=]{60}[\w+\/=\s]{0,30000}["']\s{0,9};[^;]{0,80};?\s{0,20}@?(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?(["']{1,2}\s?\?>\s?["']{0,2}\s?\.\s{0,9})?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}(base64_decode|gzinflate|gzuncompress|str_rot13|strrev)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?((\w{2,24}\s{0,5}\(|\(string\)|\(array\))\s{0,5}@?){0,4}\$\w{1,40}/ nocase
    $variable = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?(["']{1,2}\s?\?>\s?["']{0,2}\s?\.\s{0,9})?(base64_decode|gzinflate|gzuncompress|str_rot13|strrev|hex2bin|convert_uudecode|gzdecode|openssl_decrypt)(\s|\/\*[^*]{0,60}\*\/){0,8}\((\s|\/\*[^*]{0,60}\*\/){0,8}@?(\$\w|\w{2,24}\s?\()/ nocase
    $custom = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval\(\s?@?\$?\w{1,40}\s?\(\s?["'][\w+\/=%]{60}/ nocase
    $create = /\$\w{1,30}\s?=\s?@?\$\w{1,30}\('',\s?[^;]{1,200};\s{0,9}@?\$\w{1,30}\s?\(/
    $create2 = /\$\w{1,30}\s?=\s?@?\$\w{1,30}\("",\s?[^;]{1,200};\s{0,9}@?\$\w{1,30}\s?\(/
    $hpack = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?pack\s?\(\s?["']H\*?\d{0,3}["']/ nocase
    $any = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s{0,9}@?(["']{1,2}\s?\?>\s?["']{0,2}\s?\.\s{0,9})?(gzinflate|gzuncompress|str_rot13|strrev|gzdecode)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $run1 = "eval" nocase
    $run2 = "assert" nocase
    $run3 = "create_function" nocase
    $call1 = "('',"
    $call2 = "(\"\","
    $d1 = "gzinflate" nocase
    $d2 = "gzuncompress" nocase
    $d3 = "base64_decode" nocase
    $d4 = "str_rot13" nocase
    $d5 = "strrev(" nocase
    $d6 = "hex2bin" nocase
    $d7 = "convert_uu" nocase
    $d8 = "gzdecode" nocase
    $d9 = "bzdecompress" nocase
    $d10 = "urldecode(" nocase
    $d11 = "openssl_decrypt" nocase
    $d12 = "mcrypt_decrypt" nocase
    $d13 = "pack(" nocase
    $d14 = "zlib_decode" nocase
    $d15 = "_replace(" nocase
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $d16 = "create_function" nocase
  condition:
    $php and
    ((any of ($d*) and
      ((any of ($run*) and
        ($chain or $literal or $closing or $var or $varlit or $hpack or
         $variable or $any)) or
       (any of ($call*) and ($create or $create2)))) or $custom)
}

rule WEBSHELL_PHP_Split_Function_Name
{
  meta:
    description = "Detects the name of a decoder, evaluator or runner cut into quoted pieces in PHP code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 75
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    // One cut inside a name, single and double quotes, with and without
    // blanks around the dot.
    $cut1 = "b'.'ase64_decode" nocase
    $cut2 = "b' . 'ase64_decode" nocase
    $cut3 = "ba'.'se64_decode" nocase
    $cut4 = "ba' . 'se64_decode" nocase
    $cut5 = "bas'.'e64_decode" nocase
    $cut6 = "bas' . 'e64_decode" nocase
    $cut7 = "base'.'64_decode" nocase
    $cut8 = "base' . '64_decode" nocase
    $cut9 = "base6'.'4_decode" nocase
    $cut10 = "base6' . '4_decode" nocase
    $cut11 = "base64'.'_decode" nocase
    $cut12 = "base64' . '_decode" nocase
    $cut13 = "base64_'.'decode" nocase
    $cut14 = "base64_' . 'decode" nocase
    $cut15 = "base64_d'.'ecode" nocase
    $cut16 = "base64_d' . 'ecode" nocase
    $cut17 = "base64_de'.'code" nocase
    $cut18 = "base64_de' . 'code" nocase
    $cut19 = "base64_dec'.'ode" nocase
    $cut20 = "base64_dec' . 'ode" nocase
    $cut21 = "base64_decod'.'e" nocase
    $cut22 = "base64_decod' . 'e" nocase
    $cut23 = "b\".\"ase64_decode" nocase
    $cut24 = "b\" . \"ase64_decode" nocase
    $cut25 = "ba\".\"se64_decode" nocase
    $cut26 = "ba\" . \"se64_decode" nocase
    $cut27 = "bas\".\"e64_decode" nocase
    $cut28 = "bas\" . \"e64_decode" nocase
    $cut29 = "base\".\"64_decode" nocase
    $cut30 = "base\" . \"64_decode" nocase
    $cut31 = "base6\".\"4_decode" nocase
    $cut32 = "base6\" . \"4_decode" nocase
    $cut33 = "base64\".\"_decode" nocase
    $cut34 = "base64\" . \"_decode" nocase
    $cut35 = "base64_\".\"decode" nocase
    $cut36 = "base64_\" . \"decode" nocase
    $cut37 = "base64_d\".\"ecode" nocase
    $cut38 = "base64_d\" . \"ecode" nocase
    $cut39 = "base64_de\".\"code" nocase
    $cut40 = "base64_de\" . \"code" nocase
    $cut41 = "base64_dec\".\"ode" nocase
    $cut42 = "base64_dec\" . \"ode" nocase
    $cut43 = "base64_decod\".\"e" nocase
    $cut44 = "base64_decod\" . \"e" nocase
    $cut45 = "gz'.'inflate" nocase
    $cut46 = "gz' . 'inflate" nocase
    $cut47 = "gzin'.'flate" nocase
    $cut48 = "gzin' . 'flate" nocase
    $cut49 = "gzinf'.'late" nocase
    $cut50 = "gzinf' . 'late" nocase
    $cut51 = "gzinfl'.'ate" nocase
    $cut52 = "gzinfl' . 'ate" nocase
    $cut53 = "gz\".\"inflate" nocase
    $cut54 = "gz\" . \"inflate" nocase
    $cut55 = "gzin\".\"flate" nocase
    $cut56 = "gzin\" . \"flate" nocase
    $cut57 = "gzinf\".\"late" nocase
    $cut58 = "gzinf\" . \"late" nocase
    $cut59 = "gzinfl\".\"ate" nocase
    $cut60 = "gzinfl\" . \"ate" nocase
    $cut61 = "create'.'_function" nocase
    $cut62 = "create' . '_function" nocase
    $cut63 = "create_'.'function" nocase
    $cut64 = "create_' . 'function" nocase
    $cut65 = "create_f'.'unction" nocase
    $cut66 = "create_f' . 'unction" nocase
    $cut67 = "create_func'.'tion" nocase
    $cut68 = "create_func' . 'tion" nocase
    $cut69 = "create\".\"_function" nocase
    $cut70 = "create\" . \"_function" nocase
    $cut71 = "create_\".\"function" nocase
    $cut72 = "create_\" . \"function" nocase
    $cut73 = "create_f\".\"unction" nocase
    $cut74 = "create_f\" . \"unction" nocase
    $cut75 = "create_func\".\"tion" nocase
    $cut76 = "create_func\" . \"tion" nocase
    $cut77 = "call'.'_user_func" nocase
    $cut78 = "call' . '_user_func" nocase
    $cut79 = "call_'.'user_func" nocase
    $cut80 = "call_' . 'user_func" nocase
    $cut81 = "call_user'.'_func" nocase
    $cut82 = "call_user' . '_func" nocase
    $cut83 = "call_user_'.'func" nocase
    $cut84 = "call_user_' . 'func" nocase
    $cut85 = "call\".\"_user_func" nocase
    $cut86 = "call\" . \"_user_func" nocase
    $cut87 = "call_\".\"user_func" nocase
    $cut88 = "call_\" . \"user_func" nocase
    $cut89 = "call_user\".\"_func" nocase
    $cut90 = "call_user\" . \"_func" nocase
    $cut91 = "call_user_\".\"func" nocase
    $cut92 = "call_user_\" . \"func" nocase
    $cut93 = "str'.'_rot13" nocase
    $cut94 = "str' . '_rot13" nocase
    $cut95 = "str_'.'rot13" nocase
    $cut96 = "str_' . 'rot13" nocase
    $cut97 = "str_rot'.'13" nocase
    $cut98 = "str_rot' . '13" nocase
    $cut99 = "str\".\"_rot13" nocase
    $cut100 = "str\" . \"_rot13" nocase
    $cut101 = "str_\".\"rot13" nocase
    $cut102 = "str_\" . \"rot13" nocase
    $cut103 = "str_rot\".\"13" nocase
    $cut104 = "str_rot\" . \"13" nocase
    $cut105 = "shell'.'_exec" nocase
    $cut106 = "shell' . '_exec" nocase
    $cut107 = "shell_'.'exec" nocase
    $cut108 = "shell_' . 'exec" nocase
    $cut109 = "shell\".\"_exec" nocase
    $cut110 = "shell\" . \"_exec" nocase
    $cut111 = "shell_\".\"exec" nocase
    $cut112 = "shell_\" . \"exec" nocase
    $cut113 = "e'.'val(" nocase
    $cut114 = "e' . 'val(" nocase
    $cut115 = "ev'.'al(" nocase
    $cut116 = "ev' . 'al(" nocase
    $cut117 = "eva'.'l(" nocase
    $cut118 = "eva' . 'l(" nocase
    $cut119 = "eval'.'(" nocase
    $cut120 = "eval' . '(" nocase
    $cut121 = "e\".\"val(" nocase
    $cut122 = "e\" . \"val(" nocase
    $cut123 = "ev\".\"al(" nocase
    $cut124 = "ev\" . \"al(" nocase
    $cut125 = "eva\".\"l(" nocase
    $cut126 = "eva\" . \"l(" nocase
    $cut127 = "eval\".\"(" nocase
    $cut128 = "eval\" . \"(" nocase
    $cut129 = "a'.'ssert" nocase
    $cut130 = "a' . 'ssert" nocase
    $cut131 = "as'.'sert" nocase
    $cut132 = "as' . 'sert" nocase
    $cut133 = "ass'.'ert" nocase
    $cut134 = "ass' . 'ert" nocase
    $cut135 = "asse'.'rt" nocase
    $cut136 = "asse' . 'rt" nocase
    $cut137 = "asser'.'t" nocase
    $cut138 = "asser' . 't" nocase
    $cut139 = "a\".\"ssert" nocase
    $cut140 = "a\" . \"ssert" nocase
    $cut141 = "as\".\"sert" nocase
    $cut142 = "as\" . \"sert" nocase
    $cut143 = "ass\".\"ert" nocase
    $cut144 = "ass\" . \"ert" nocase
    $cut145 = "asse\".\"rt" nocase
    $cut146 = "asse\" . \"rt" nocase
    $cut147 = "asser\".\"t" nocase
    $cut148 = "asser\" . \"t" nocase
    $cut149 = "sys'.'tem" nocase
    $cut150 = "sys' . 'tem" nocase
    $cut151 = "sys\".\"tem" nocase
    $cut152 = "sys\" . \"tem" nocase
    $cut153 = "gz'.'uncompress" nocase
    $cut154 = "gz' . 'uncompress" nocase
    $cut155 = "gzun'.'compress" nocase
    $cut156 = "gzun' . 'compress" nocase
    $cut157 = "gz\".\"uncompress" nocase
    $cut158 = "gz\" . \"uncompress" nocase
    $cut159 = "gzun\".\"compress" nocase
    $cut160 = "gzun\" . \"compress" nocase
    // A name written letter by letter.
    $letter1 = "b'.'a'.'s'.'e" nocase
    $letter2 = "b\".\"a\".\"s\".\"e" nocase
    $letter3 = "b' . 'a' . 's' . 'e" nocase
    $letter4 = "b\" . \"a\" . \"s\" . \"e" nocase
    $letter5 = "e'.'v'.'a'.'l" nocase
    $letter6 = "e\".\"v\".\"a\".\"l" nocase
    $letter7 = "e' . 'v' . 'a' . 'l" nocase
    $letter8 = "e\" . \"v\" . \"a\" . \"l" nocase
    $letter9 = "a'.'s'.'s'.'e" nocase
    $letter10 = "a\".\"s\".\"s\".\"e" nocase
    $letter11 = "a' . 's' . 's' . 'e" nocase
    $letter12 = "a\" . \"s\" . \"s\" . \"e" nocase
    $letter13 = "_'.'P'.'O'.'S" nocase
    $letter14 = "_\".\"P\".\"O\".\"S" nocase
    $letter15 = "_' . 'P' . 'O' . 'S" nocase
    $letter16 = "_\" . \"P\" . \"O\" . \"S" nocase
    $letter17 = "_'.'G'.'E'.'T" nocase
    $letter18 = "_\".\"G\".\"E\".\"T" nocase
    $letter19 = "_' . 'G' . 'E' . 'T" nocase
    $letter20 = "_\" . \"G\" . \"E\" . \"T" nocase
    $letter21 = "_'.'R'.'E'.'Q" nocase
    $letter22 = "_\".\"R\".\"E\".\"Q" nocase
    $letter23 = "_' . 'R' . 'E' . 'Q" nocase
    $letter24 = "_\" . \"R\" . \"E\" . \"Q" nocase
    $letter25 = "s'.'y'.'s'.'t" nocase
    $letter26 = "s\".\"y\".\"s\".\"t" nocase
    $letter27 = "s' . 'y' . 's' . 't" nocase
    $letter28 = "s\" . \"y\" . \"s\" . \"t" nocase
    $letter29 = "c'.'r'.'e'.'a" nocase
    $letter30 = "c\".\"r\".\"e\".\"a" nocase
    $letter31 = "c' . 'r' . 'e' . 'a" nocase
    $letter32 = "c\" . \"r\" . \"e\" . \"a" nocase
    $letter33 = "g'.'z'.'i'.'n" nocase
    $letter34 = "g\".\"z\".\"i\".\"n" nocase
    $letter35 = "g' . 'z' . 'i' . 'n" nocase
    $letter36 = "g\" . \"z\" . \"i\" . \"n" nocase
    $letter37 = "s'.'t'.'r'.'_" nocase
    $letter38 = "s\".\"t\".\"r\".\"_" nocase
    $letter39 = "s' . 't' . 'r' . '_" nocase
    $letter40 = "s\" . \"t\" . \"r\" . \"_" nocase
    $letter41 = "G'.'L'.'O'.'B" nocase
    $letter42 = "G\".\"L\".\"O\".\"B" nocase
    $letter43 = "G' . 'L' . 'O' . 'B" nocase
    $letter44 = "G\" . \"L\" . \"O\" . \"B" nocase
    // The tail of "assert" glued to something.
    $sert1 = ".\"sert\""
    $sert2 = ".'sert'"
    $sert3 = ". \"sert\""
    $sert4 = ". 'sert'"
    $sert5 = ".\"ssert\""
    $sert6 = ".'ssert'"
    // Several cuts inside one name: the neighbourhood of one of them.
    $part1 = "as'.'e6" nocase
    $part2 = "as\".\"e6" nocase
    $part3 = "as' . 'e6" nocase
    $part4 = "as\" . \"e6" nocase
    $part5 = "se'.'64" nocase
    $part6 = "se\".\"64" nocase
    $part7 = "se' . '64" nocase
    $part8 = "se\" . \"64" nocase
    $part9 = "e6'.'4_" nocase
    $part10 = "e6\".\"4_" nocase
    $part11 = "e6' . '4_" nocase
    $part12 = "e6\" . \"4_" nocase
    $part13 = "64'.'_d" nocase
    $part14 = "64\".\"_d" nocase
    $part15 = "64' . '_d" nocase
    $part16 = "64\" . \"_d" nocase
    $part17 = "4_'.'dec" nocase
    $part18 = "4_\".\"dec" nocase
    $part19 = "4_' . 'dec" nocase
    $part20 = "4_\" . \"dec" nocase
    $part21 = "_d'.'ecod" nocase
    $part22 = "_d\".\"ecod" nocase
    $part23 = "_d' . 'ecod" nocase
    $part24 = "_d\" . \"ecod" nocase
    $part33 = "e_f'.'unc" nocase
    $part34 = "e_f\".\"unc" nocase
    $part35 = "e_f' . 'unc" nocase
    $part36 = "e_f\" . \"unc" nocase
    $part37 = "_fu'.'nct" nocase
    $part38 = "_fu\".\"nct" nocase
    $part39 = "_fu' . 'nct" nocase
    $part40 = "_fu\" . \"nct" nocase
    $part41 = "_fun'.'c" nocase
    $part42 = "_fun\".\"c" nocase
    $part43 = "_fun' . 'c" nocase
    $part44 = "_fun\" . \"c" nocase
    $part45 = "gz'.'inf" nocase
    $part46 = "gz\".\"inf" nocase
    $part47 = "gz' . 'inf" nocase
    $part48 = "gz\" . \"inf" nocase
    $part49 = "gz'.'unc" nocase
    $part50 = "gz\".\"unc" nocase
    $part51 = "gz' . 'unc" nocase
    $part52 = "gz\" . \"unc" nocase
    $part53 = "nf'.'lat" nocase
    $part54 = "nf\".\"lat" nocase
    $part55 = "nf' . 'lat" nocase
    $part56 = "nf\" . \"lat" nocase
    $part61 = "'ev'.'al" nocase
    $part62 = "'ev\".\"al" nocase
    $part63 = "'ev' . 'al" nocase
    $part64 = "'ev\" . \"al" nocase
    $part65 = "\"ev'.'al" nocase
    $part66 = "\"ev\".\"al" nocase
    $part67 = "\"ev' . 'al" nocase
    $part68 = "\"ev\" . \"al" nocase
    $part69 = "_'.'POST" nocase
    $part70 = "_\".\"POST" nocase
    $part71 = "_' . 'POST" nocase
    $part72 = "_\" . \"POST" nocase
    $part73 = "_P'.'OST" nocase
    $part74 = "_P\".\"OST" nocase
    $part75 = "_P' . 'OST" nocase
    $part76 = "_P\" . \"OST" nocase
    $part77 = "_PO'.'ST" nocase
    $part78 = "_PO\".\"ST" nocase
    $part79 = "_PO' . 'ST" nocase
    $part80 = "_PO\" . \"ST" nocase
    $part81 = "_POS'.'T" nocase
    $part82 = "_POS\".\"T" nocase
    $part83 = "_POS' . 'T" nocase
    $part84 = "_POS\" . \"T" nocase
    $part85 = "_G'.'ET" nocase
    $part86 = "_G\".\"ET" nocase
    $part87 = "_G' . 'ET" nocase
    $part88 = "_G\" . \"ET" nocase
    $part89 = "_GE'.'T" nocase
    $part90 = "_GE\".\"T" nocase
    $part91 = "_GE' . 'T" nocase
    $part92 = "_GE\" . \"T" nocase
    $part93 = "_RE'.'QU" nocase
    $part94 = "_RE\".\"QU" nocase
    $part95 = "_RE' . 'QU" nocase
    $part96 = "_RE\" . \"QU" nocase
    $part97 = "_REQ'.'U" nocase
    $part98 = "_REQ\".\"U" nocase
    $part99 = "_REQ' . 'U" nocase
    $part100 = "_REQ\" . \"U" nocase
    $part101 = "_CO'.'OKI" nocase
    $part102 = "_CO\".\"OKI" nocase
    $part103 = "_CO' . 'OKI" nocase
    $part104 = "_CO\" . \"OKI" nocase
    $part105 = "tr_r'.'ot" nocase
    $part106 = "tr_r\".\"ot" nocase
    $part107 = "tr_r' . 'ot" nocase
    $part108 = "tr_r\" . \"ot" nocase
    $part109 = "ll_us'.'er" nocase
    $part110 = "ll_us\".\"er" nocase
    $part111 = "ll_us' . 'er" nocase
    $part112 = "ll_us\" . \"er" nocase
    $part113 = "'.'ssert" nocase
    $part114 = "\".\"ssert" nocase
    $part115 = "' . 'ssert" nocase
    $part116 = "\" . \"ssert" nocase
    $part117 = "$s'.'sert" nocase
    $part118 = "$s\".\"sert" nocase
    $part119 = "$s' . 'sert" nocase
    $part120 = "$s\" . \"sert" nocase
    $part121 = "pass'.'thru" nocase
    $part122 = "pass\".\"thru" nocase
    $part123 = "pass' . 'thru" nocase
    $part124 = "pass\" . \"thru" nocase
    $part125 = "passth'.'ru" nocase
    $part126 = "passth\".\"ru" nocase
    $part127 = "passth' . 'ru" nocase
    $part128 = "passth\" . \"ru" nocase
    $part129 = "shell_'.'ex" nocase
    $part130 = "shell_\".\"ex" nocase
    $part131 = "shell_' . 'ex" nocase
    $part132 = "shell_\" . \"ex" nocase
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $part133 = "ev'.'al(" nocase
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $part134 = "ev\".\"al(" nocase
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $part135 = "ev' . 'al(" nocase
    // beachcomb: allow(duplicate-string) each of the two sets counts it
    $part136 = "ev\" . \"al(" nocase
    $part137 = ".\"sert\"" nocase
    $part138 = ".'sert'" nocase
    $part139 = ".\"ssert\"" nocase
    $part140 = ".'ssert'" nocase
    $part141 = "\"as\".\"s" nocase
    $part142 = "\"val($\"" nocase
    $part143 = "'val($'" nocase
    $part144 = "'a'.'s'.'s'" nocase
    $part145 = "\"a\".\"s\".\"s\"" nocase
    $part146 = "'s'.'s'.'e'" nocase
    $part147 = "'s'.'e'.'r'.'t'" nocase
    $part148 = "\"s\".\"e\".\"r\".\"t\"" nocase
    $part149 = "\"e\".\"v\".\"a\"" nocase
    $part150 = "'e'.'v'.'a'" nocase
    $part900 = "reate'.'_fun" nocase
    $part901 = "reate\".\"_fun" nocase
    $part902 = "reate' . '_fun" nocase
    $part903 = "reate\" . \"_fun" nocase
    $part910 = "reate_'.'fun" nocase
    $part911 = "reate_\".\"fun" nocase
    $part912 = "reate_' . 'fun" nocase
    $part913 = "reate_\" . \"fun" nocase
    $part920 = "eat'.'e_fun" nocase
    $part921 = "eat\".\"e_fun" nocase
    $part922 = "eat' . 'e_fun" nocase
    $part923 = "eat\" . \"e_fun" nocase
    // What each of these strings holds: most files are done with at this.
    $glue1 = "'.'" nocase private
    $glue2 = "\".\"" nocase private
    $glue3 = "' . '" nocase private
    $glue4 = "\" . \"" nocase private
    $glue5 = ".\"s" nocase private
    $glue6 = ".'s" nocase private
    $glue7 = ". \"s" nocase private
    $glue8 = ". 's" nocase private
    $glue9 = "val($" nocase private
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $use1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $use2 = "$_POST"
    $use3 = "$_GET"
    $use4 = "$_REQUEST"
    $use5 = "$_COOKIE"
    $use6 = "$GLOBALS"
    $use7 = "$_SERVER"
    $use8 = "$_FILES"
    $use9 = "php://input"
    $use10 = "assert"
    $use11 = "_function"
    $use12 = "'^'"
    $use13 = "\"^\""
  condition:
    $php and any of ($glue*) and
    (2 of ($cut*, $letter*, $part*) or any of ($sert*) or
     (any of ($use*) and
      (any of ($cut*) or any of ($letter*) or any of ($part*))))
}

rule WEBSHELL_PHP_Escaped_Function_Name
{
  meta:
    description = "Detects the name of a decoder, evaluator, runner or superglobal hidden in escapes, reversed or rotated in PHP code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $b1 = "'YXNzZXJ0"
    $b2 = "\"YXNzZXJ0"
    $b3 = "'ZXZhbCgk"
    $b4 = "\"ZXZhbCgk"
    $b5 = "'Y3JlYXRlX2Z1bmN0aW9u"
    $b6 = "\"Y3JlYXRlX2Z1bmN0aW9u"
    $b7 = "'YmFzZTY0X2RlY29kZ"
    $b8 = "\"YmFzZTY0X2RlY29kZ"
    $b9 = "'Z3ppbmZsYXRl"
    $b10 = "\"Z3ppbmZsYXRl"
    $b11 = "'c2hlbGxfZXhlY"
    $b12 = "\"c2hlbGxfZXhlY"
    $b13 = "'cGFzc3RocnU"
    $b14 = "\"cGFzc3RocnU"
    $b15 = "'JF9QT1NU"
    $b16 = "\"JF9QT1NU"
    $b17 = "'JF9SRVFVRVNU"
    $b18 = "\"JF9SRVFVRVNU"
    $b19 = "'c3RyX3JvdDEz"
    $b20 = "\"c3RyX3JvdDEz"
    $rev1 = "edoced_46esab"
    $rev2 = "etalfnizg"
    $rev3 = "tressa\""
    $rev4 = "tressa'"
    $rev5 = "noitcnuf_etaerc"
    $rev6 = "sserpmocnuzg"
    $word8 = "'lave'"
    $word9 = "\"lave\""
    $word10 = "'metsys'"
    $word11 = "\"metsys\""
    $rev12 = "cexe_llehs"
    $quoted1 = "'($_POST["
    $quoted2 = "\"($_POST["
    $quoted3 = "'($_REQUEST["
    $quoted4 = "'($_GET["
    $rev7 = "(lave"
    $rot1 = "onfr64_qrpbqr"
    $rot2 = "tmvasyngr"
    $rot3 = "nffreg"
    $rot4 = "riny("
    $rot5 = "perngr_shapgvba"
    $rot6 = "tmhapbzcerff"
    $hex1 = "\\x62\\x61\\x73\\x65" nocase
    $hex2 = "\\x65\\x76\\x61\\x6c" nocase
    $hex3 = "\\x61\\x73\\x73\\x65" nocase
    $hex4 = "\\x67\\x7a\\x69\\x6e" nocase
    $hex5 = "\\x5f\\x50\\x4f\\x53" nocase
    $hex7 = "\\x47\\x4c\\x4f\\x42" nocase
    $hex8 = "\\x63\\x72\\x65\\x61\\x74\\x65\\x5f" nocase
    $hex13 = "\\x61\\x73\\x73" nocase
    $hex14 = "\\x73\\x65\\x72\\x74" nocase
    $hex15 = "\\x76\\x61\\x6c" nocase
    $hex10 = "\\x67\\x7a\\x75\\x6e" nocase
    $hex11 = "\\x73\\x74\\x72\\x5f\\x72" nocase
    $hex12 = "\\x73\\x74\\x72\\x72\\x65\\x76" nocase
    $oct1 = "\\142\\141\\163\\145"
    $oct2 = "\\145\\166\\141\\154"
    $oct3 = "\\141\\163\\163\\145"
    $oct4 = "\\147\\172\\151\\156"
    $oct5 = "\\137\\120\\117\\123"
    $oct6 = "\\107\\114\\117\\102"
    $mix1 = "\\x62\\141" nocase
    $mix2 = "\\142\\x61" nocase
    $mix3 = "\\x65\\166" nocase
    $mix4 = "\\145\\x76" nocase
    $mix5 = "\\x47\\114" nocase
    $mix6 = "\\107\\x4c" nocase
    $mix7 = "\\x73\\145" nocase
    $mix8 = "\\163\\x65" nocase
    $mix9 = "\\x47L" nocase
    $mix10 = "\\x63\\157" nocase
    $mix11 = "\\143\\x6f" nocase
    $mix12 = "\\x64\\145" nocase
    $mix13 = "\\144\\x65" nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $use1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $use2 = "${\"\\x"
    $use3 = "$GLOBALS["
    $use4 = "preg_replace" nocase
    $use5 = "$_POST"
    $use6 = "$_REQUEST"
    $use7 = "$_COOKIE"
    $use8 = "$_GET"
    $use9 = "strrev(" nocase
    $use10 = "str_rot13" nocase
    $use11 = "create_function" nocase
    $use12 = "assert" nocase
  condition:
    $php and any of ($use*) and
    (any of ($b*) or any of ($rev*) or (any of ($word*) and $use9) or any of ($quoted*) or
     any of ($rot*) or any of ($hex*) or any of ($oct*) or
     3 of ($mix*))
}

rule WEBSHELL_PHP_Encoded_Payload
{
  meta:
    description = "Detects Base64 text of PHP evaluator and request words inside PHP code"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $eval = "eval(" base64
    $eval2 = "@eval" base64
    $assert = "assert" base64
    $post = "$_POST[" base64
    $get = "$_GET[" base64
    $request = "$_REQUEST[" base64
    $cookie = "$_COOKIE[" base64
    $b64 = "base64_decode" base64
    $inflate = "gzinflate" base64
    $create = "create_function" base64
    $rot = "str_rot13" base64
    $shell = "shell_exec" base64
    $passthru = "passthru" base64
    $system = "system(" base64
    $upload = "move_uploaded_file" base64
    $write = "file_put_contents" base64
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $decode1 = "base64" nocase
    $decode2 = "decode" nocase
    $decode3 = "$_POST"
    $decode4 = "$_GET"
    $decode5 = "$_REQUEST"
  condition:
    $php and any of ($decode*) and
    (($eval2 and any of ($post, $get, $request, $cookie)) or
     (any of ($post, $get, $request, $cookie) and
      any of ($eval, $assert, $shell, $passthru, $system, $upload, $write,
              $create, $b64)) or
     2 of ($b64, $inflate, $create, $rot, $shell, $passthru) or
     ($eval2 and any of ($b64, $inflate, $rot)))
}

rule WEBSHELL_PHP_Character_Chain
{
  meta:
    description = "Detects PHP words spelt with chr() calls and then used as a function or evaluated"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $chr = /chr\(\s{0,3}(9[5-9]|1[01]\d|12[0-2]|0x[67][0-9a-f])\s{0,3}\)\s{0,4}\.\s{0,4}\\?chr\(\s{0,3}(9[5-9]|1[01]\d|12[0-2]|0x[67][0-9a-f])\s{0,3}\)\s{0,4}\.\s{0,4}\\?chr\(\s{0,3}(9[5-9]|1[01]\d|12[0-2]|0x[67][0-9a-f])\s{0,3}\)\s{0,4}\.\s{0,4}\\?chr\(/ nocase
    $post = /chr\(\s?95\s?\)\s?\.\s?chr\(\s?(80|71|82|67)\s?\)\s?\.\s?chr\(/ nocase
    $math = /chr\(\s?\d{1,6}\s?[-+*\/^]\s?\d{1,6}\s?\)\s?\.\s?chr\(\s?\d{1,6}\s?[-+*\/^]\s?\d{1,6}\s?\)\s?\.\s?chr\(/ nocase
    $alias = /\$\w{1,12}\s?=\s?["']chr["']\s?;/ nocase
    $packc = /["']c\*["']\s?,\s?(0x[67][0-9a-f]|9[5-9]|1[012]\d)\s?,\s?(0x[567][0-9a-f]|9[5-9]|1[012]\d)\s?,\s?(0x[567][0-9a-f]|9[5-9]|1[012]\d)\s?,/ nocase
    $alias2 = /=\s?chr\(99\)\s?\.\s?chr\(104\)\s?\.\s?chr\(114\)/ nocase
    $use1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $use2 = "$_POST"
    $use3 = "$_GET"
    $use4 = "$_REQUEST"
    $use5 = "$_COOKIE"
    $use6 = "$GLOBALS"
    $use7 = "create_function" nocase
    $use8 = "assert(" nocase
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $use9 = "${"
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    ($alias2 or
     (any of ($use*) and ($chr or $post or $math or $alias or $packc)))
}

rule WEBSHELL_PHP_Junk_Removed_From_Name
{
  meta:
    description = "Detects a function name hidden among filler characters that str_replace or strtr removes before the call"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-weevely"
    mitre = "T1505.003,T1027"
  strings:
    $filler = /=\s{0,4}@?str_i?replace\s{0,3}\(\s{0,3}["']?[^"'\n]{1,12}["']?\s{0,3},\s{0,3}(""|''|null)\s{0,3},\s{0,3}["'][\w*^%#@!~&+.|` -]{7,160}["']\s{0,3}\)\s{0,3};[^\x00]{0,2000}[;{}@=.(\s\/]\$\w{1,30}\s{0,3}\(/ nocase
    $joined = /str_i?replace\s{0,3}\(\s{0,3}["'][^"'\n]{1,12}["']\s{0,3},\s{0,3}(""|'')\s{0,3},\s{0,3}\$\w{1,12}\s?\.\s?\$\w{1,12}\s?\.\s?\$\w{1,12}[^;]{0,300};\s{0,9}\$\w{1,12}\s?=\s?\$\w{1,12}\s?\(/ nocase
    $array = /str_i?replace\s{0,3}\(\s{0,3}(array\s?\(|\[)\s?["'][^\w\s"'\\]["']\s?,\s?["'][^\w\s"'\\]["'][^;]{0,80}(""|'')\s?,\s?["'][\w*^%#@!~&+.|-]{7,160}["']\s?\)\s{0,3};[^\x00]{0,600}[;{}@=.(\s]\$\w{1,30}\s{0,3}\(/ nocase
    $strtr = /=\s{0,4}@?strtr\s{0,3}\(\s{0,3}["']\w{4,20}["']\s?,\s?["']\w{1,20}["']\s?,\s?["']\w{1,20}["']\s?\)\s?;[^\x00]{0,300}[;{}@=.(\s]\$\w{1,30}\s{0,3}\(/ nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $use1 = "('',$"
    $use2 = "('', $"
    $use3 = "(\"\",$"
    $use4 = "(\"\", $"
    $use5 = "$_POST"
    $use6 = "$_GET"
    $use7 = "$_REQUEST"
    $use8 = "$_COOKIE"
    $use9 = "eval(" nocase
    $use10 = "(null,$" nocase
    $use11 = "(null, $" nocase
    $use12 = "php://input"
  condition:
    $php and any of ($use*) and
    ($filler or $joined or $array or $strtr)
}

rule WEBSHELL_PHP_Picked_Letters
{
  meta:
    description = "Detects PHP function names picked letter by letter out of an alphabet string"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $callglobal = /[;{}=(!&|.@]\s{0,4}@?\$GLOBALS\s?[\[\{]\s?["']?[\w]{1,40}["']?\s?[\]\}](\s?[\[\{]\s?["']?\w{1,40}["']?\s?[\]\}]){0,2}\s?\(\s?[^)]/
    $lower = /strto(lower|upper)\s?\(\s?\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]/ nocase
    $globals = /\$GLOBALS\s?[\[\{]\s?["'][^"'\]]{1,40}["']\s?[\]\}]\s?[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$GLOBALS\s?[\[\{]\s?["'][^"'\]]{1,40}["']\s?[\]\}]\s?[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$GLOBALS/
    $hexglobals = /\$GLOBALS\s?\[\s?["']\\(x[0-9a-f]{2}|[0-7]{3})/ nocase
    $decoded = /=\s?@?(urldecode|base64_decode|str_rot13|strrev|gzinflate|rawurldecode|hex2bin)\s?\(\s?["'][^"'\n]{8,300}["']\s?\)\s?;[^;]{0,60}=\s?[^;]{0,60}\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]\s?\d{1,3}/ nocase
    $alphabet = /abcdefghijklmnopqrstuvwxyz[^\x00]{0,300}\$\w{1,20}[\[\{]\d{1,2}[\]\}]\s?\.\s?\$\w{1,20}[\[\{]\d{1,2}[\]\}]\s?\.\s?\$\w{1,20}[\[\{]\d{1,2}/ nocase
    $range = /=\s?["'][a-z0-9_ ]{20,70}["']\s?;\s{0,9}[^;]{0,40}\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}]\s?\.\s?\$\w{1,40}[\[\{]\s?\d{1,3}\s?[\]\}][^\x00]{0,500}(eval\(|\$_(GET|POST|REQUEST|COOKIE))/ nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $glue1 = "].$GLOBALS["
    $glue2 = "] . $GLOBALS["
    $glue3 = "}.$GLOBALS{"
    $glue4 = "].$GLOBALS{"
    $hexg1 = "$GLOBALS[\"\\x"
    $hexg2 = "$GLOBALS['\\x"
    $hexg3 = "$GLOBALS[\"\\1"
    $hexg4 = "$GLOBALS['\\1"
    // beachcomb: allow(short-string) the rule is about a shape, which has no longer text
    $u2 = "${$"
    $u3 = "${strto" nocase
    $u4 = "$_POST"
    $u5 = "$_GET"
    $u6 = "$_REQUEST"
    $u7 = "$_COOKIE"
    $u1 = "eval(" nocase
  condition:
    $php and
    ((any of ($glue*) and $globals) or $alphabet or
     (any of ($hexg1, $hexg2, $hexg3, $hexg4) and $hexglobals) or
     (any of ($u*) and
      (#callglobal > 3 or $lower or $decoded or $range)))
}

rule WEBSHELL_PHP_Escaped_Variable_Name
{
  meta:
    description = "Detects PHP variables addressed by names written in hexadecimal or octal escapes"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $hex1 = "${\"\\x" nocase
    $hex2 = "${'\\x" nocase
    $hex3 = "${\"\\1"
    $hex4 = "${\"G\\"
    $hex5 = "${\"_\\"
    // ${'_POST'}: legal, and nobody writes it who does not hide
    $name1 = "${'_POST'}"
    $name2 = "${\"_POST\"}"
    $name3 = "${'_GET'}"
    $name4 = "${\"_GET\"}"
    $name5 = "${'_REQUEST'}"
    $name6 = "${\"_REQUEST\"}"
    $name7 = "${'_COOKIE'}"
    $name8 = "${\"_COOKIE\"}"
    $name9 = "${'_SERVER'}"
    $name10 = "${\"_SERVER\"}"
    $name11 = "${'_FILES'}"
    $name12 = "${\"_FILES\"}"
    $part1 = "${'_'."
    $part2 = /\$\{"_"\s?\.\s?["'$]/
    $part3 = "${'_'}"
    $assigned = /["']_(POST|GET|REQUEST|COOKIE)["']\s?;[^\x00]{0,200}(\$\$\w|\$\{\s?\$\w)[^\x00]{0,200}(eval|assert|system|\$\w{1,20}\s?\(\s?\$)/
    $use1 = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)eval(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
    $use2 = "GLOBALS"
    $use3 = "\\x47" nocase
    $use4 = "\\107"
    $use5 = "_GET"
    $use6 = "_POST"
    $use7 = "_REQUEST"
    $use8 = "_COOKIE"
    $use9 = "\\x4" nocase
    $use10 = "function" nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ((any of ($hex*) and any of ($use*)) or any of
              ($name*) or any of ($part*) or $assigned)
}

rule WEBSHELL_PHP_No_Letters
{
  meta:
    description = "Detects PHP code made of operators and underscores that computes its words"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 85
    family = "php-nonalpha"
    mitre = "T1505.003,T1027"
  strings:
    $incr = "++;$__++;$__++;"
    $incr2 = "++;$_++;$_++;"
    $incr3 = "$___++;$___++;"
    $incr4 = "$____++;$____++;"
    $dyn1 = "$$__"
    $dyn2 = "$$_["
    $dyn3 = "${'_'."
    $dyn4 = "${\"_\"."
    $dyn5 = "$_=[];"
    $dyn6 = "$_[]="
    $dyn7 = "$__="
    $dyn8 = "${$_"
    $dyn9 = "$$_;"
    $dyn10 = "$___="
    $dyn11 = "${'_'}"
    $xor1 = "\"^\""
    $xor2 = "'^'"
    $xor3 = "\" ^ \""
    $xor4 = "' ^ '"
    $call1 = "__($_"
    $call2 = "__($$"
    $call3 = "__(${"
    $call4 = "$_($_"
    $call5 = "_](${"
    $call6 = "_]($$"
    $call7 = "_]($_"
    $call8 = "$_($$"
    $call9 = "$_(${"
    $call10 = "$_[_]("
    $call11 = "__](${"
    $call12 = "$_($"
    $call13 = "__($"
    $call14 = "]($_{"
    $call15 = "}($$_"
    $plain1 = "@$_("
    $plain2 = "@$__("
    $plain3 = "@$___("
    $plain4 = "@$_[_]("
    $over1 = "~\""
    $over2 = "~'"
    $over3 = "(~"
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and
    (any of ($plain*) or
     (any of ($dyn*) and
      (any of ($incr*) or
       any of ($call5, $call6, $call7, $call10, $call11, $call14, $call15) or
       (any of ($call*) and
        (#xor1 + #xor2 + #xor3 + #xor4 > 1 or
         #over1 + #over2 + #over3 > 1 or 3 of ($dyn*))))))
}

rule WEBSHELL_PHP_Hex_Function_Names
{
  meta:
    description = "Detects names of PHP functions written as hexadecimal digits beside a decoder"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $h1 = "66696c655f7075745f636f6e74656e7473" nocase // file_put_contents
    $h2 = "7068705f756e616d65" nocase // php_uname
    $h3 = "676574637764" nocase // getcwd
    $h4 = "6261736536345f6465636f6465" nocase // base64_decode
    $h5 = "6576616c28" nocase // eval(
    $h6 = "73797374656d28" nocase // system(
    $h7 = "7368656c6c5f65786563" nocase // shell_exec
    $h8 = "7061737374687275" nocase // passthru
    $h9 = "617373657274" nocase // assert
    $h10 = "6372656174655f66756e6374696f6e" nocase // create_function
    $h11 = "677a696e666c617465" nocase // gzinflate
    $h12 = "6d6f76655f75706c6f616465645f66696c65" nocase // move_uploaded_file
    $h13 = "245f504f5354" nocase // $_POST
    $h14 = "245f4745545b" nocase // $_GET[
    $h15 = "245f52455155455354" nocase // $_REQUEST
    $h16 = "245f434f4f4b4945" nocase // $_COOKIE
    $h17 = "66696c655f6765745f636f6e74656e7473" nocase // file_get_contents
    $h18 = "69735f7772697461626c65" nocase // is_writable
    $h19 = "70726f635f6f70656e" nocase // proc_open
    $h20 = "406576616c" nocase // @eval
    $h21 = "7374725f726f743133" nocase // str_rot13
    $h22 = "7363616e646972" nocase // scandir
    $h23 = "756e6c696e6b" nocase // unlink
    $h24 = "667772697465" nocase // fwrite
    $h25 = "3c3f706870" nocase // open tag
    $h26 = "706f7369785f6765747077756964" nocase // posix_getpwuid
    $h27 = "6469736b5f746f74616c5f7370616365" nocase // disk_total_space
    $h28 = "66696c657065726d73" nocase // fileperms
    $h29 = "6368646972" nocase // chdir
    $sg1 = "$_POST"
    $sg2 = "$_REQUEST"
    $sg3 = "$_COOKIE"
    $sg4 = "$_GET["
    $decode1 = "hexdec" nocase
    $decode2 = "hex2bin" nocase
    $decode3 = "pack(" nocase
    $decode4 = "chr(" nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $eval = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\(/ nocase
  condition:
    $php and any of ($decode*) and
    (3 of ($h*) or (any of ($h*) and ($eval or any of ($sg*))))
}

rule WEBSHELL_PHP_Comment_Split_Call
{
  meta:
    description = "Detects PHP function or request names separated from their parentheses by comments"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-packed"
    mitre = "T1505.003,T1027"
  strings:
    $split1 = "base64_decode/*" nocase
    $split2 = "assert/*" nocase
    $split3 = "$_POST/*"
    $split4 = "$_GET/*"
    $split5 = "$_REQUEST/*"
    $split6 = "$_COOKIE/*"
    $split7 = "gzinflate/*" nocase
    $split8 = "/*-/*-*/"
    $split9 = "shell_exec/*" nocase
    $split10 = "create_function/*" nocase
    $split11 = "str_replace/*" nocase
    $split12 = "call_user_func/*" nocase
    $split13 = "strrev/*" nocase
    $split14 = "str_rot13/*" nocase
    $eval = /eval\/\*[^*\n]{1,40}\*\/\s?\(/ nocase
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
  condition:
    $php and ($split8 or 2 of ($split*) or ($eval and any of ($split*)))
}

rule WEBSHELL_PHP_Goto_Maze_With_Evaluator
{
  meta:
    description = "Detects PHP code broken up by goto, with escaped strings and an evaluator or runner"
    author = "beachcomb project"
    date = "2026-11-21"
    reference = "https://attack.mitre.org/techniques/T1505/003/"
    score = 80
    family = "php-goto"
    mitre = "T1505.003,T1027"
  strings:
    $goto = /goto \w{4,8};\s{0,20}\w{4,8}:\s/
    $escape1 = "\\x6" nocase
    $escape2 = "\\14"
    $escape3 = "\\16"
    $php = /(\x3c\?[^x]|<script\slanguage=.?php)/ nocase
    $eval = /([^>:$\w\x80-\xff.-]|[^:]:|[^-]>|["\x27]\.)(eval|assert|system|passthru|shell_exec|popen|proc_open|exec|create_function)(\s|\/\*[^*]{0,60}\*\/){0,8}\(\s?@?["'$b-z]/ nocase
    $call = /[\}\]]\s?\(\s?@?\$_(POST|GET|REQUEST|COOKIE)/
  condition:
    $php and #goto > 8 and any of ($escape*) and ($eval or $call)
}
