// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace coffret::test {

/// A request to a Passbolt 5.12.0 community server and what it answered: the facts (method, path, status, keys, types,
/// nulls), with values of our own. $NAMES stand for what differs from run to run.
struct Recording
{
    QString name; ///< "share-without-secret"
    QString by;   ///< "guest", "session", "user", or "other" for the second user, who is an administrator
    QString method;
    QString path;
    QJsonValue send; ///< undefined: no body
    bool form = false;
    int status = 0;
    QStringList headers; ///< names that have to be there; "Set-Cookie name" for a cookie, with " over" when taken back
    bool success = false;
    QJsonValue pagination; ///< undefined: the header has none
    QJsonValue body;

    /// As it stands in the answer's header: percent-encoded.
    [[nodiscard]] QString url() const;
    /// The whole answer with its envelope; replacements: "$MESSAGE" -> text.
    [[nodiscard]] QByteArray answer(const QHash<QString, QString> &replacements) const;
};

/// In the order they were made; server is "v4" (clear metadata) or "v5" (encrypted metadata).
[[nodiscard]] QList<Recording> recordings(const QString &server);
/// Every text that is a $NAME, or holds one, with what stands for it put in.
[[nodiscard]] QJsonValue replaced(const QJsonValue &value, const QHash<QString, QString> &replacements);
[[nodiscard]] QString replaced(QString text, const QHash<QString, QString> &replacements);

} // namespace coffret::test
