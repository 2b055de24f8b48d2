// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <functional>
#include <optional>
#include <vector>

namespace coffret::demovault {

/// What the answers of one vendor look like to somebody who wants to change them.
struct TokenVaultForm
{
    QString vendor;     ///< "fudo" or "commandk"
    QStringList rows;   ///< members of an answer that hold a row, or a list of them
    QString id;         ///< member that names a row
    QStringList values; ///< protected members
    QString mask;       ///< what stands in their place where they are not shown
    std::function<bool(const Request &)> asksForValues;
    /// The same request about another row.
    std::function<Request(Request, const QString &from, const QString &to)> about;
    std::function<Request(Request)> asAnother; ///< as another user would make it
};

/// What a server in wrong hands could do to its answers where values are not encrypted for their readers, on request
/// and all in this one place, for Fudo and CommandK alike. Each lie is an object {"lie": name, "of": [ids], …};
/// "server": "fudo" or "commandk" keeps it to one of the two, "where": "list" to answers without values and "values" to
/// answers with them. An id is a secret's id, for CommandK the name of the variable.
///
///   swap_values   the two secrets have each other's value
///   older         the value is the one that was served first
///   substitute    … is the "to" of the lie
///   mask          … is what hides values elsewhere
///   another_row   of two: whoever asks for the first is told of the second
///   reword        the "member" of the row says "to", be it an id, a name, or not even a text
///   another_user  everything is answered as to another user
///   vanished      the secrets are gone, for as long as the lie lasts
class TokenVaultLies
{
public:
    using Service = std::function<Response(const Request &)>;

    explicit TokenVaultLies(TokenVaultForm form) : m_form(std::move(form)) {}

    /// Tells these lies and no others; the objects of other servers are skipped.
    void tell(const QJsonArray &lies);
    /// What the service says, as the lies have it.
    [[nodiscard]] Response answer(const Request &request, const Service &service);

private:
    struct Lie
    {
        QString name;
        QStringList of;
        QString member;
        QJsonValue to;
        QString where;
    };
    struct Asked
    {
        const Request &request;
        const Service &service;
        bool values = false;
    };
    [[nodiscard]] bool isTold(const Lie &lie, bool values) const;
    [[nodiscard]] bool hasGone(const QJsonObject &row, bool values) const;
    /// nullopt: the row is not there.
    [[nodiscard]] std::optional<QJsonObject> retold(const QJsonObject &row, const Asked &asked);
    void apply(const Lie &lie, const QString &id, QJsonObject &row, const Asked &asked) const;
    void setValues(QJsonObject &row, const QJsonObject &from) const;
    void setText(QJsonObject &row, const QJsonValue &text) const;
    /// The row as the service has it.
    [[nodiscard]] QJsonObject rowOf(const QString &id, const QString &askedId, const Asked &asked) const;
    [[nodiscard]] QString keyOf(const Request &request, const QString &id) const;

    TokenVaultForm m_form;
    std::vector<Lie> m_lies;
    QHash<QString, QJsonObject> m_first; ///< the row that was served first with a value
};

} // namespace coffret::demovault
