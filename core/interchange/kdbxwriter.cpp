// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/kdbxwriter.h"

#include "core/interchange/exporttexts.h"
#include "core/secret/pipedprogram.h"
#include "core/secret/utf8.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUuid>

#include <fcntl.h>
#include <stdio.h> // renameat2
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace coffret {

namespace {

constexpr int XmlDescriptor = 5;
constexpr std::chrono::minutes Patience(5); // 20,000 secrets take some ten seconds
constexpr auto DecryptionTime = "1000";     // ms that opening the database shall cost

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// The characters of XML 1.0, section 2.2.
bool isXmlText(std::string_view text)
{
    const bool hasControls = std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    return !hasControls && isUtf8(text) && text.find("\xEF\xBF\xBE") == std::string_view::npos &&
           text.find("\xEF\xBF\xBF") == std::string_view::npos;
}

/// A name as XML can hold it.
QByteArray xmlText(QString text)
{
    for (QChar &c : text) {
        const bool isControl = c.unicode() < 0x20 && c != QLatin1Char('\t') && c != QLatin1Char('\n');
        if (isControl || c.unicode() >= 0xFFFE)
            c = QChar::ReplacementCharacter;
    }
    return text.toUtf8();
}

std::string_view escapeOf(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    default:
        return "&#xD;"; // which a reader would make a line feed
    }
}

tl::unexpected<Error> fault(const QString &path, const char *why)
{
    return failure(ErrorKind::StorageFault, path + QStringLiteral(": ") + QLatin1String(why));
}

/// Gives a file another name. Fails with EEXIST rather than take the place of another one, unless it may.
bool rename(const QString &from, const QString &to, bool mayReplace)
{
    const QByteArray fromName = QFile::encodeName(from);
    const QByteArray toName = QFile::encodeName(to);
    if (mayReplace)
        return ::rename(fromName.constData(), toName.constData()) == 0;
    if (::renameat2(AT_FDCWD, fromName.constData(), AT_FDCWD, toName.constData(), RENAME_NOREPLACE) == 0)
        return true;
    // A file system that cannot promise it.
    return errno == EINVAL && !QFileInfo::exists(to) && ::rename(fromName.constData(), toName.constData()) == 0;
}

Expected<void> putInPlace(const QString &made, const QString &path, bool mayReplace)
{
    QFile file(made);
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        !file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) || ::fsync(file.handle()) != 0)
        return fault(path, "cannot be kept");
    if (!rename(made, path, mayReplace))
        return fault(path, errno == EEXIST ? "is there already" : "cannot be written");
    return {};
}

} // namespace

KeePassXmlWriter::KeePassXmlWriter(const QString &name)
{
    m_out.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<KeePassFile><Meta>"
                 "<Generator>Coffret</Generator>");
    writeElement("DatabaseName", viewOf(xmlText(name)));
    m_out.append("<MemoryProtection><ProtectTitle>False</ProtectTitle><ProtectUserName>False</ProtectUserName>"
                 "<ProtectPassword>True</ProtectPassword><ProtectURL>False</ProtectURL>"
                 "<ProtectNotes>False</ProtectNotes></MemoryProtection></Meta><Root>");
    beginGroup(QStringLiteral("Root"));
}

void KeePassXmlWriter::writeEscaped(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find_first_of("&<>\r"), text.size());
        m_out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty())
            return;
        m_out.append(escapeOf(text.front()));
        text.remove_prefix(1);
    }
}

void KeePassXmlWriter::writeElement(std::string_view name, std::string_view text)
{
    m_out.append("<");
    m_out.append(name);
    m_out.append(">");
    writeEscaped(text);
    m_out.append("</");
    m_out.append(name);
    m_out.append(">");
}

void KeePassXmlWriter::beginGroup(const QString &name)
{
    m_out.append("<Group>");
    writeElement("UUID", viewOf(QUuid::createUuid().toRfc4122().toBase64()));
    writeElement("Name", viewOf(xmlText(name)));
}

void KeePassXmlWriter::goTo(const QStringList &folder)
{
    qsizetype common = 0;
    while (common < folder.size() && common < m_folder.size() && folder[common] == m_folder[common])
        ++common;
    for (qsizetype i = m_folder.size(); i > common; --i)
        m_out.append("</Group>");
    for (qsizetype i = common; i < folder.size(); ++i)
        beginGroup(folder[i]);
    m_folder = folder;
}

/// Nothing for a value that XML cannot hold.
void KeePassXmlWriter::writeString(const QString &key, std::string_view value, bool isProtected)
{
    if (!isXmlText(value))
        return;
    m_out.append("<String>");
    writeElement("Key", viewOf(xmlText(key)));
    m_out.append(isProtected ? "<Value ProtectInMemory=\"True\">" : "<Value>");
    writeEscaped(value);
    m_out.append("</Value></String>");
}

void KeePassXmlWriter::writeNotes(const QStringList &texts, const std::vector<std::string_view> &more)
{
    SecretBuffer all;
    for (const QString &text : texts) {
        all.append(all.isEmpty() ? "" : "\n\n");
        all.append(viewOf(xmlText(text)));
    }
    for (const std::string_view text : more) {
        all.append(all.isEmpty() ? "" : "\n\n");
        all.append(isXmlText(text) ? text : std::string_view());
    }
    writeString(QStringLiteral("Notes"), all.view(), false);
}

/// Under the names they have, each once: the database tells attributes apart by them.
void KeePassXmlWriter::writeOthers(const ForeignItem &item, const std::vector<const ForeignField *> &fields)
{
    QSet<QString> taken{QStringLiteral("Title"), QStringLiteral("UserName"), QStringLiteral("Password"),
                        QStringLiteral("URL"),   QStringLiteral("Notes"),    QStringLiteral("otp")};
    int number = 0;
    for (const QString &uri : item.uris.mid(1)) { // as KeePassXC and others on phones look for them
        const QString key = QStringLiteral("KP2A_URL_%1").arg(++number);
        taken.insert(key);
        writeString(key, viewOf(xmlText(uri)), false);
    }
    for (const ForeignField *field : fields) {
        const QString label = exportLabel(*field);
        QString key = label;
        for (int count = 2; taken.contains(key); ++count)
            key = QStringLiteral("%1 (%2)").arg(label).arg(count);
        taken.insert(key);
        writeString(key, field->value, field->isProtected);
    }
}

int KeePassXmlWriter::add(const ForeignItem &item)
{
    goTo(item.folder);
    const ExportColumns columns = columnsOf(item);
    m_out.append("<Entry>");
    writeElement("UUID", viewOf(QUuid::createUuid().toRfc4122().toBase64()));
    QStringList tags = item.tags;
    tags.replaceInStrings(QRegularExpression(QStringLiteral("[;,]")), QStringLiteral(" "));
    if (!tags.isEmpty())
        writeElement("Tags", viewOf(xmlText(tags.join(QLatin1Char(';')))));
    if (item.expires.isValid()) {
        m_out.append("<Times><Expires>True</Expires>");
        writeElement("ExpiryTime", viewOf(item.expires.toUTC().toString(Qt::ISODate).toLatin1()));
        m_out.append("</Times>");
    }
    writeString(QStringLiteral("Title"), viewOf(xmlText(item.name)), false);
    writeString(QStringLiteral("UserName"), viewOf(xmlText(columns.usernames.value(0))), false);
    writeString(QStringLiteral("URL"), viewOf(xmlText(columns.uris.value(0))), false);
    writeString(QStringLiteral("Password"), columns.password, true);
    writeNotes(columns.notes, columns.protectedNotes);
    if (!columns.code.empty())
        writeString(QStringLiteral("otp"), columns.code, true);
    writeOthers(item, columns.others);
    m_out.append("</Entry>\n");
    return static_cast<int>(std::count_if(item.fields.begin(), item.fields.end(),
                                          [](const ForeignField &field) { return !isXmlText(field.value); }));
}

SecretBuffer KeePassXmlWriter::take() &&
{
    goTo({});
    m_out.append("</Group></Root></KeePassFile>\n");
    return std::move(m_out);
}

QString keepassxcProgram()
{
    return QStandardPaths::findExecutable(QStringLiteral("keepassxc-cli"));
}

Expected<void> writeKdbx(const SecretBuffer &xml, const SecretBuffer &password, const QString &path, bool mayReplace,
                         const std::stop_token &stop)
{
    const QString program = keepassxcProgram();
    if (program.isEmpty())
        return failure(ErrorKind::Unsupported, QStringLiteral("keepassxc-cli is not installed"));
    if (password.isEmpty() || password.view().find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos)
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a password of one line"));
    if (!mayReplace && QFileInfo::exists(path))
        return fault(path, "is there already");
    // Beside the file, so that it gets there by another name alone. What the program keeps for itself goes with it.
    QTemporaryDir folder(QFileInfo(path).absolutePath() + QStringLiteral("/.coffret-XXXXXX"));
    if (!folder.isValid())
        return fault(path, "the folder cannot be written to");
    SecretBuffer twice(2 * password.size() + 2);
    for (int i = 0; i < 2; ++i) {
        twice.append(password.view());
        twice.append("\n");
    }
    const QString made = folder.filePath(QStringLiteral("made.kdbx"));
    // It reads the password in the locale's encoding, and would look at the user's settings.
    const QStringList words{QStringLiteral("LC_ALL=C.UTF-8"),
                            QStringLiteral("XDG_CONFIG_HOME=") + folder.path(),
                            QStringLiteral("XDG_CACHE_HOME=") + folder.path(),
                            program,
                            QStringLiteral("import"),
                            QStringLiteral("--quiet"),
                            QStringLiteral("--set-password"),
                            QStringLiteral("--decryption-time"),
                            QLatin1String(DecryptionTime),
                            QStringLiteral("/dev/fd/%1").arg(XmlDescriptor),
                            made};
    const std::vector<PipedInput> inputs{{STDIN_FILENO, twice.view()}, {XmlDescriptor, xml.view()}};
    const Expected<PipedOutcome> done =
        runPiped(QStringLiteral("/usr/bin/env"), words, inputs, Patience, MostPipedOutput, stop);
    if (!done)
        return failure(done);
    if (done->exitCode != 0 || !QFileInfo::exists(made))
        return failure(ErrorKind::Internal, QStringLiteral("keepassxc-cli has not made a database"));
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    return putInPlace(made, path, mayReplace);
}

} // namespace coffret
