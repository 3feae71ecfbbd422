// SPDX-License-Identifier: Apache-2.0
#include "beachcomb/explain.h"
