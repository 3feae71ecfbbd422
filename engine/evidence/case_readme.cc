// SPDX-License-Identifier: Apache-2.0
#include "evidence/case_readme.h"

namespace beachcomb::evidence {

std::string case_readme(const CaseFacts& facts, const PublicKey& key) {
  return "Evidence case " + facts.id + R"(

This folder was made by beachcomb. It holds copies of files in which web
shells were found. Handle it as evidence, and do not put it where a web server
serves it.

copies/         one zip for each file, named by the SHA-256 of its content;
                AES-256, password: infected. The content is dangerous.
journal.ndjson  the custody journal: what was done, when, by whom, with what
                result; one JSON record a line.
journal.head    names the last line of the journal.
public-key.pem  the key that the journal is signed with (Ed25519).
                SHA-256 of its DER: )" +
         key.fingerprint() + R"(

To check everything:      beachcomb evidence verify CASE
To check it without beachcomb: each line of the journal holds in "prev" the
SHA-256 of the line before it (without its line break), and its "signature" is
the signature of the line up to, and without, the comma before "signature".
)";
}

}  // namespace beachcomb::evidence
