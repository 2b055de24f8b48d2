// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"

namespace coffret {

/// How a file begins.
enum class FileBeginning : quint8 {
    Readable, ///< as it is: readForeignFile() knows what to make of it, or says that it does not
    Kdbx,     ///< a database of KeePass: openKdbx() comes first
    OpenPgp,  ///< a message: it has to be decrypted first
};
[[nodiscard]] FileBeginning beginningOf(std::string_view bytes);

/// Takes apart whatever can be imported; the file says by itself what it is. Unsupported where that is not known or
/// encrypted in a way that only its program can open, Malformed where it is broken, TooLarge beyond LargestForeignFile
/// or MostForeignItems. No request and no file: a worker's work.
[[nodiscard]] Expected<ForeignFile> readForeignFile(SecretBuffer file);

} // namespace coffret
