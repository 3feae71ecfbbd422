// SPDX-License-Identifier: Apache-2.0
#include "unwrap/text_unwrappers.h"

#include <array>

namespace beachcomb::unwrap {

std::span<const Unwrapper> text_unwrappers() {
  static const std::array table = {
      wide_text(), utf7(),           declared_text(), html_entities(),
      script(),    literals(),       script_encoder(), dotnet(),
      java_class(),
  };
  return table;
}

}  // namespace beachcomb::unwrap
