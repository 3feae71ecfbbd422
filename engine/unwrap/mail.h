// SPDX-License-Identifier: Apache-2.0
//
// MIME messages, mailboxes of them (mbox) and saved pages (MHTML): each part
// in base64 or quoted-printable is a layer, attachments among them.
//
// One pass over the lines, without a tree of parts: a part is the header
// block that names its encoding and the lines up to the next boundary. That
// takes broken nesting, missing end marks and half a message (of a file that
// is read in windows) as they come, and can't be made to recurse. A part that
// is a message itself begins with a header block again.
#ifndef BEACHCOMB_UNWRAP_MAIL_H_
#define BEACHCOMB_UNWRAP_MAIL_H_

#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

extern const Unwrapper kMail;

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_MAIL_H_
