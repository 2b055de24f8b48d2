// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogrowwriter.h"

namespace coffret {

namespace {

qint64 toMs(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

} // namespace

Catalog::RowData CatalogRowWriter::write(const SecretSummary &secret, std::string &text)
{
    Catalog::RowData row;
    const auto here = [&text] { return static_cast<quint32>(text.size()); };
    row.id = here();
    append(secret.id, text);
    row.name = here();
    append(secret.name, text);
    row.username = here();
    append(secret.username, text);
    row.description = here();
    append(secret.description, text);
    row.uris = here();
    for (const QString &uri : secret.uris) {
        if (uri.isEmpty())
            continue;
        append(oneLine(uri), text);
        text.push_back('\n');
    }
    row.end = here();
    row.right = secret.right;
    row.type = secret.type;
    row.markers = secret.markers;
    row.createdMs = toMs(secret.created);
    row.modifiedMs = toMs(secret.modified);
    row.expiresMs = toMs(secret.expires);
    return row;
}

QString CatalogRowWriter::oneLine(const QString &uri)
{
    return uri.contains(QLatin1Char('\n')) ? QString(uri).replace(QLatin1Char('\n'), QLatin1Char(' ')) : uri;
}

void CatalogRowWriter::append(QStringView words, std::string &text)
{
    const std::size_t start = text.size();
    text.resize(start + static_cast<std::size_t>(m_encoder.requiredSpace(words.size())));
    const char *end = m_encoder.appendToBuffer(text.data() + start, words);
    text.resize(static_cast<std::size_t>(end - text.data()));
}

} // namespace coffret
