// SPDX-License-Identifier: Apache-2.0
#ifndef BEACHCOMB_UNWRAP_TEXT_UNWRAPPERS_H_
#define BEACHCOMB_UNWRAP_TEXT_UNWRAPPERS_H_

#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

// The part of the table that is about text: encodings, script obfuscation and
// compiled pages. Each row comes from the file that is named after it.
const Unwrapper& wide_text();       // UTF-16 and UTF-32
const Unwrapper& utf7();            // UTF-7
const Unwrapper& declared_text();   // GBK, Shift-JIS ... as the page declares
const Unwrapper& html_entities();   // &#60; &lt;
const Unwrapper& script();          // PHP and what else has no page
const Unwrapper& server_page();     // ASP, ASP.NET, JSP
const Unwrapper& hidden_script();   // in a picture, in a file for the browser
const Unwrapper& embedded_text();   // pages in parameters and JSON
const Unwrapper& literals();        // base64 and the like in any text
const Unwrapper& script_encoder();  // Microsoft's #@~^
const Unwrapper& dotnet();          // .NET assemblies
const Unwrapper& java_class();      // Java classes

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_TEXT_UNWRAPPERS_H_
