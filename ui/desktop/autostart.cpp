// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/autostart.h"

#include "ui/desktop/portalbus.h"
#include "ui/desktop/portalrequest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include <cctype>

namespace coffret {

namespace {

constexpr qint64 LongestFile = 64 * 1024; // bytes
constexpr const char *Group = "[Desktop Entry]";
constexpr const char *Hidden = "Hidden";                          ///< as if there were no file
constexpr const char *GnomeEnabled = "X-GNOME-Autostart-enabled"; ///< what GNOME's settings switch, among others

/// Where a line of the main group gives this key a value; -1: nowhere.
qsizetype lineOf(const QList<QByteArray> &lines, const QByteArray &key)
{
    bool inside = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines[i].trimmed();
        if (line.startsWith('['))
            inside = line == Group;
        else if (inside && line.left(line.indexOf('=')).trimmed() == key && line.contains('='))
            return i;
    }
    return -1;
}

bool says(const QList<QByteArray> &lines, const char *key, const char *value)
{
    const qsizetype at = lineOf(lines, key);
    return at >= 0 && lines[at].mid(lines[at].indexOf('=') + 1).trimmed() == value;
}

/// The text with one key changed, or added at the top of its group.
QByteArray withKey(const QByteArray &text, const char *key, const char *value)
{
    QList<QByteArray> lines = text.split('\n');
    const QByteArray line = QByteArray(key) + '=' + value;
    if (const qsizetype at = lineOf(lines, key); at >= 0) {
        lines[at] = line;
        return lines.join('\n');
    }
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed() == Group) {
            lines.insert(i + 1, line);
            return lines.join('\n');
        }
    }
    return QByteArray(Group) + '\n' + line + '\n' + text;
}

QByteArray switched(QByteArray text, bool on)
{
    const QList<QByteArray> lines = text.split('\n');
    if (!on)
        return withKey(text, Hidden, "true");
    if (says(lines, Hidden, "true"))
        text = withKey(text, Hidden, "false");
    if (says(lines, GnomeEnabled, "false"))
        text = withKey(text, GnomeEnabled, "true");
    return text;
}

} // namespace

Autostart::Place Autostart::Place::ofUser(const QString &name)
{
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation),
            QFile::exists(QStringLiteral("/.flatpak-info")), name};
}

Autostart::Autostart(QStringList command, Place place, QObject *parent)
    : QObject(parent), m_command(std::move(command)), m_place(std::move(place))
{
}

Autostart::~Autostart() = default;

/// Two layers: the Exec key's own quoting, and the escapes of every string in such a file.
QByteArray Autostart::execLine(const QStringList &command)
{
    static const QByteArray plain = "-_./+@:,";
    QByteArrayList words;
    for (const QString &word : command) {
        const QByteArray bytes = word.toUtf8();
        QByteArray quoted;
        bool isPlain = !bytes.isEmpty();
        for (const char byte : bytes) {
            const bool isWordly = std::isalnum(static_cast<unsigned char>(byte)) != 0 || plain.contains(byte);
            isPlain = isPlain && isWordly;
            if (byte == '"' || byte == '`' || byte == '$' || byte == '\\')
                quoted += byte == '\\' ? "\\\\\\" : "\\\\"; // one of quoting, doubled by the string; and its own, too
            quoted += byte;
            if (byte == '%')
                quoted += '%';
        }
        words.append(isPlain ? bytes : '"' + quoted + '"');
    }
    return words.join(' ');
}

QString Autostart::path() const
{
    return m_place.configFolder + QStringLiteral("/autostart/") + m_place.name + QStringLiteral(".desktop");
}

QByteArray Autostart::ownText() const
{
    return QByteArray(Group) + "\nType=Application\nName=Coffret\nExec=" + execLine(m_command) +
           "\nIcon=org.coffret.Coffret\nTerminal=false\n";
}

Expected<QByteArray> Autostart::read() const
{
    QFile file(path());
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly) || file.size() > LongestFile)
        return failure(ErrorKind::StorageFault, QStringLiteral("autostart"));
    return file.readAll();
}

bool Autostart::isOn() const
{
    const Expected<QByteArray> text = read();
    if (!text)
        return false;
    const QList<QByteArray> lines = text->split('\n');
    return lineOf(lines, "Exec") >= 0 && !says(lines, Hidden, "true") && !says(lines, GnomeEnabled, "false");
}

void Autostart::set(bool on)
{
    if (m_place.sandboxed)
        askPortal(on);
    else
        finish(on);
}

Expected<void> Autostart::write(bool on) const
{
    const Expected<QByteArray> found = read();
    if (!found)
        return failure(found);
    if (!on && (found->isEmpty() || *found == ownText())) {
        if (!QFile::exists(path()) || QFile::remove(path()))
            return {};
        return failure(ErrorKind::StorageFault, QStringLiteral("autostart"));
    }
    const QByteArray text = found->isEmpty() ? ownText() : switched(*found, on);
    QSaveFile file(path());
    if (!QDir().mkpath(QFileInfo(path()).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(text) != text.size() || !file.commit())
        return failure(ErrorKind::StorageFault, QStringLiteral("autostart"));
    return {};
}

void Autostart::finish(bool on)
{
    if (const Expected<void> written = write(on); !written)
        Q_EMIT failed(written.error().kind);
    Q_EMIT changed();
}

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html
void Autostart::askPortal(bool on)
{
    const QDBusConnection bus = portalBus();
    if (!bus.isConnected() || m_request) {
        Q_EMIT failed(ErrorKind::Unsupported);
        return Q_EMIT changed();
    }
    const QVariantMap options{//: Why a program asks the desktop to be started by it; in the desktop's own dialog.
                              {QStringLiteral("reason"), tr("Start Coffret with the desktop")},
                              {QStringLiteral("autostart"), on},
                              {QStringLiteral("commandline"), m_command}};
    m_request = PortalRequest::ask(
        bus, {"Background", "RequestBackground", {QString()}, options}, this,
        [this, on](PortalRequest::Outcome outcome, const QVariantMap &results) {
            m_request = nullptr;
            const bool isOnNow = results.value(QStringLiteral("autostart")).toBool();
            if (outcome == PortalRequest::Outcome::Granted && isOnNow == on)
                return finish(on);
            outcome == PortalRequest::Outcome::Failed ? Q_EMIT failed(ErrorKind::Unsupported) : Q_EMIT refused();
            Q_EMIT changed();
        });
}

} // namespace coffret
