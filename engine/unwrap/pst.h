// SPDX-License-Identifier: Apache-2.0
//
// Outlook's message store (MS-PST). Its "compressible encryption" replaces
// each byte by another from a fixed table. ProxyShell (CVE-2021-34473 and
// those behind it) used that backwards: a draft that was encoded beforehand
// became a page when Exchange exported the mailbox to a .aspx. That page
// stands in the file as it is, layer 0. Here the other way round is undone:
// what mail really said.
//
// The whole file is decoded byte by byte, which keeps every offset and finds
// deleted messages, too. So that attachments can be unwrapped in turn, the
// block tree is read as well: each item is a layer, one that is larger than a
// block (8 KB), and so lies in pieces all over the file, put together.
#ifndef BEACHCOMB_UNWRAP_PST_H_
#define BEACHCOMB_UNWRAP_PST_H_

#include "unwrap/unwrapper.h"

namespace beachcomb::unwrap {

extern const Unwrapper kPst;

}  // namespace beachcomb::unwrap

#endif  // BEACHCOMB_UNWRAP_PST_H_
