// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/foreignreader.h"

#include "core/interchange/bitwardenjson.h"
#include "core/interchange/coffretjson.h"
#include "core/interchange/csvimport.h"
#include "core/interchange/itembuilder.h"
#include "core/interchange/keepassxml.h"
#include "core/interchange/onepux.h"

namespace coffret {

namespace {

constexpr std::string_view KdbxSignature("\x03\xd9\xa2\x9a", 4);
constexpr std::string_view ZipSignature("PK\x03\x04", 4);
constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

/// Without what may stand before the first character that counts.
std::string_view trimmed(std::string_view text)
{
    if (text.starts_with(ByteOrderMark))
        text.remove_prefix(ByteOrderMark.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

/// JSON begins where it begins.
SecretBuffer withoutMark(SecretBuffer file)
{
    return file.view().starts_with(ByteOrderMark) ? SecretBuffer::copyOf(trimmed(file.view())) : std::move(file);
}

/// Ours says so before anything else.
bool isCoffretJson(std::string_view text)
{
    return text.starts_with(R"({"format":"coffret")");
}

} // namespace

FileBeginning beginningOf(std::string_view bytes)
{
    if (bytes.starts_with(KdbxSignature))
        return FileBeginning::Kdbx;
    return trimmed(bytes).starts_with("-----BEGIN PGP MESSAGE-----") ? FileBeginning::OpenPgp : FileBeginning::Readable;
}

Expected<ForeignFile> readForeignFile(SecretBuffer file)
{
    if (file.size() > LargestForeignFile)
        return failure(ErrorKind::TooLarge, QStringLiteral("%1 bytes").arg(file.size()));
    if (file.view().starts_with(ZipSignature))
        return read1Pux(file);
    const std::string_view begin = trimmed(file.view());
    if (isCoffretJson(begin))
        return readCoffretJson(begin);
    if (begin.starts_with('{'))
        return readBitwardenJson(withoutMark(std::move(file)));
    if (begin.starts_with('<'))
        return readKeePassXml(std::move(file));
    if (begin.empty())
        return failure(ErrorKind::Unsupported, QStringLiteral("nothing in it"));
    return readCsvFile(std::move(file));
}

} // namespace coffret
