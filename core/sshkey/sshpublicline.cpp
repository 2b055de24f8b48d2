// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshpublicline.h"

#include "core/sshkey/sshbytes.h"
#include "core/sshkey/sshwire.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr std::string_view Blanks = " \t";

/// The next word of text, which loses it and the blanks around it.
std::string_view nextWord(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(Blanks), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(Blanks));
    text.remove_prefix(word.size());
    text.remove_prefix(std::min(text.find_first_not_of(Blanks), text.size()));
    return word;
}

} // namespace

Expected<SshPublicLine> parseSshPublicLine(std::string_view text)
{
    std::string_view rest = text.substr(0, text.find_first_of("\r\n"));
    const std::string_view name = nextWord(rest);
    const std::string_view encoded = nextWord(rest);
    const auto decoded = QByteArray::fromBase64Encoding(bytesOf(encoded), QByteArray::AbortOnBase64DecodingErrors);
    const auto noLine = failure(ErrorKind::InvalidInput, QStringLiteral("not an SSH public key"));
    if (name.empty() || encoded.empty() || !decoded)
        return noLine;
    const std::string_view blob(decoded.decoded.constData(), static_cast<std::size_t>(decoded.decoded.size()));
    if (SshReader(blob).text() != name)
        return noLine;
    Expected<SshPublicKey> key = SshPublicKey::fromBlob(blob);
    if (!key)
        return failure(key);
    return SshPublicLine{*std::move(key), plainSshComment(QString::fromUtf8(bytesOf(rest)).trimmed())};
}

} // namespace coffret
