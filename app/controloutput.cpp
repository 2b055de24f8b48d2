// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controloutput.h"

#include "core/secret/jsonwriter.h"
#include "core/secret/secretbase64.h"
#include "core/secret/utf8.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace coffret {

namespace {

/// Writes all of it; a reader that has gone ends the process, as it should.
bool write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return true;
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

SecretBuffer jsonOf(const ControlReply::Entry &entry, const SecretBuffer &value)
{
    const bool code = entry.turns.isValid();
    SecretJsonWriter json(value.size() + 512);
    json.beginObject();
    json.key("path");
    json.text(entry.path.toStdString());
    json.key("field");
    json.text(entry.field.toStdString());
    if (isUtf8(value.view())) {
        json.key(code ? "code" : "value");
        json.text(value.view());
    } else { // one line
        const SecretBuffer encoded = secretToBase64Lines(value.view(), 2 * ControlReply::LargestValue);
        json.key("base64");
        json.text(encoded.view().substr(0, encoded.view().find('\n')));
    }
    if (code) {
        json.key("validUntil");
        json.text(entry.turns.toUTC().toString(Qt::ISODate).toStdString());
    }
    json.endObject();
    return std::move(json).take();
}

} // namespace

bool writeValue(const SecretBuffer &value)
{
    return write(value.view()) && (::isatty(STDOUT_FILENO) == 0 || write("\n"));
}

bool writeValueAsJson(const ControlReply::Entry &entry, const SecretBuffer &value)
{
    return write(jsonOf(entry, value).view()) && write("\n");
}

bool writePaths(const std::vector<ControlReply::Entry> &entries)
{
    QByteArray lines;
    for (const ControlReply::Entry &entry : entries)
        lines += entry.path.toUtf8() + '\n';
    return write(viewOf(lines));
}

bool writePathsAsJson(const std::vector<ControlReply::Entry> &entries)
{
    QJsonArray array;
    for (const ControlReply::Entry &entry : entries)
        array.append(QJsonObject{{QStringLiteral("path"), entry.path},
                                 {QStringLiteral("type"), entry.type},
                                 {QStringLiteral("id"), entry.id}});
    return write(viewOf(QJsonDocument(array).toJson(QJsonDocument::Compact) + '\n'));
}

} // namespace coffret
