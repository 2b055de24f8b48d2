// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/puttykey.h"

#include "core/secret/pipedprogram.h"
#include "core/secret/secretbase64.h"
#include "core/sshkey/opensshfile.h"

#include <QStandardPaths>

#include <algorithm>
#include <charconv>
#include <optional>

namespace coffret {

namespace {

constexpr std::uint32_t MostKibibytes = 32 * 1024;            // puttygen itself takes 8192
constexpr std::uint64_t MostKibibytePasses = 2 * 1024 * 1024; // and as many passes as take a tenth of a second
constexpr std::uint32_t MostPublicLines = 1000;
constexpr std::chrono::seconds Patience{30};
constexpr int OldPassphrase = 3; // file descriptors
constexpr int NewPassphrase = 4;

tl::unexpected<Error> noPuttyKey()
{
    return failure(ErrorKind::InvalidInput, QStringLiteral("not a whole key file of PuTTY"));
}

/// Goes through a text line by line; they end with or without a return before the line feed.
class Lines
{
public:
    explicit Lines(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    std::string_view next()
    {
        const std::size_t size = std::min(m_rest.find('\n'), m_rest.size());
        std::string_view line = m_rest.substr(0, size);
        m_rest.remove_prefix(std::min(size + 1, m_rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        return line;
    }
    /// The lines as they stand, line ends included.
    std::string_view next(std::uint32_t count)
    {
        const std::string_view start = m_rest;
        for (std::uint32_t i = 0; i < count && !atEnd(); ++i)
            next();
        return start.substr(0, start.size() - m_rest.size());
    }

private:
    std::string_view m_rest;
};

/// Nothing when it is not a number in 32 bits.
std::optional<std::uint32_t> numberIn(std::string_view text)
{
    std::uint32_t number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    return code == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// What the lines before the secret say. The views point into the text.
struct Header
{
    std::string_view version;
    std::string_view encryption;
    std::string_view comment;
    std::string_view publicLines;
    std::optional<std::uint32_t> kibibytes;
    std::optional<std::uint32_t> passes;
    bool whole = false; ///< the secret follows

    [[nodiscard]] bool isOfVersion(char number) const
    {
        return version.substr(PuttyBegin.size()).starts_with(std::string{number, ':', ' '});
    }
    [[nodiscard]] bool isEncrypted() const { return encryption != "none"; }
    /// False for work that is not done for a key nobody has vouched for.
    [[nodiscard]] bool isBearable() const
    {
        if (!isEncrypted() || !isOfVersion('3')) // nothing is worked out with Argon2
            return true;
        return kibibytes && passes && *kibibytes <= MostKibibytes &&
               std::uint64_t(*kibibytes) * *passes <= MostKibibytePasses;
    }
};

/// Which puttygen takes for the end of a line, so that it would read another file than this one.
bool hasLoneReturn(std::string_view text)
{
    for (std::size_t at = text.find('\r'); at < text.size() - 1; at = text.find('\r', at + 1)) {
        if (text[at + 1] != '\n')
            return true;
    }
    return false;
}

Header headerOf(std::string_view text)
{
    Header header;
    Lines lines(text);
    header.version = lines.next();
    while (!lines.atEnd() && !header.whole) {
        const std::string_view line = lines.next();
        const std::size_t colon = line.find(": ");
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 2);
        if (name == "Encryption")
            header.encryption = value;
        else if (name == "Comment")
            header.comment = value;
        else if (name == "Public-Lines")
            header.publicLines = lines.next(std::min(numberIn(value).value_or(0), MostPublicLines));
        else if (name == "Argon2-Memory")
            header.kibibytes = numberIn(value);
        else if (name == "Argon2-Passes")
            header.passes = numberIn(value);
        header.whole = name == "Private-Lines";
    }
    return header;
}

Expected<SecretBuffer> convert(std::string_view text, const SecretBuffer &passphrase)
{
    const QString puttygen = QStandardPaths::findExecutable(QStringLiteral("puttygen"));
    if (puttygen.isEmpty())
        return failure(ErrorKind::Unsupported, QStringLiteral("puttygen is not installed"));
    const QStringList arguments{QStringLiteral("-"),
                                QStringLiteral("-O"),
                                QStringLiteral("private-openssh-new"),
                                QStringLiteral("-o"),
                                QStringLiteral("/dev/stdout"),
                                QStringLiteral("--old-passphrase"),
                                QStringLiteral("/dev/fd/%1").arg(OldPassphrase),
                                QStringLiteral("--new-passphrase"),
                                QStringLiteral("/dev/fd/%1").arg(NewPassphrase)};
    auto outcome =
        runPiped(puttygen, arguments, {{0, text}, {OldPassphrase, passphrase.view()}, {NewPassphrase, {}}}, Patience);
    if (!outcome)
        return failure(outcome);
    const std::string_view complaint = outcome->errors.view();
    if (complaint.find("wrong passphrase") != std::string_view::npos)
        return failure(ErrorKind::WrongPassphrase);
    if (outcome->exitCode == 0 && !outcome->output.isEmpty())
        return std::move(outcome->output);
    const bool cannot = complaint.find("nrecognised option") != std::string_view::npos ||
                        complaint.find("no such option") != std::string_view::npos ||
                        complaint.find("unable to open file") != std::string_view::npos;
    if (cannot)
        return failure(ErrorKind::Unsupported, QStringLiteral("this puttygen does not work through pipes"));
    return noPuttyKey();
}

} // namespace

Expected<PuttyInspection> inspectPutty(std::string_view text)
{
    const Header header = headerOf(text);
    if (!header.version.starts_with(PuttyBegin) || !header.whole || hasLoneReturn(text))
        return noPuttyKey();
    if (!header.isOfVersion('2') && !header.isOfVersion('3'))
        return failure(ErrorKind::Unsupported, QStringLiteral("another version of PuTTY's key files"));
    if (!header.isBearable())
        return failure(ErrorKind::Unsupported, QStringLiteral("how the passphrase is used is too much work"));
    const std::optional<SecretBuffer> blob = secretFromBase64(header.publicLines);
    if (!blob)
        return noPuttyKey();
    Expected<SshPublicKey> publicKey = SshPublicKey::fromBlob(blob->view());
    if (!publicKey)
        return failure(publicKey);
    const QString comment = QString::fromUtf8(header.comment.data(), static_cast<qsizetype>(header.comment.size()));
    return PuttyInspection{header.isEncrypted(), plainSshComment(comment), *std::move(publicKey)};
}

Expected<SshPrivateKey> openPutty(std::string_view text, const SecretBuffer &passphrase)
{
    const Expected<PuttyInspection> shown = inspectPutty(text);
    if (!shown)
        return failure(shown);
    if (shown->encrypted && passphrase.isEmpty())
        return failure(ErrorKind::WrongPassphrase, QStringLiteral("a passphrase is needed"));
    const bool oneLine = passphrase.view().find_first_of(std::string_view("\n\r\0", 3)) == std::string_view::npos;
    if (!oneLine) // puttygen reads a line
        return failure(ErrorKind::WrongPassphrase);
    const Expected<SecretBuffer> openSsh = convert(text, passphrase);
    if (!openSsh)
        return failure(openSsh);
    const Expected<OpenSshFile> file = OpenSshFile::fromText(openSsh->view());
    if (!file)
        return failure(file);
    Expected<SshPrivateKey> key = file->open(SecretBuffer());
    if (key && key->publicKey() != shown->publicKey)
        return noPuttyKey();
    return key;
}

} // namespace coffret
