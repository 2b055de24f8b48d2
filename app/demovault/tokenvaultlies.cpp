// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/tokenvaultlies.h"

#include <QJsonDocument>

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString anotherUser = QStringLiteral("another_user");
const QString vanished = QStringLiteral("vanished");

QStringList textsOf(const QJsonArray &array)
{
    QStringList texts;
    for (const QJsonValue &text : array)
        texts.append(text.toString());
    return texts;
}

} // namespace

void TokenVaultLies::tell(const QJsonArray &lies)
{
    m_lies.clear();
    for (const QJsonValue &lie : lies) {
        if (lie[QLatin1String("server")].toString(m_form.vendor) == m_form.vendor)
            m_lies.push_back({lie[QLatin1String("lie")].toString(), textsOf(lie[QLatin1String("of")].toArray()),
                              lie[QLatin1String("member")].toString(), lie[QLatin1String("to")],
                              lie[QLatin1String("where")].toString()});
    }
}

bool TokenVaultLies::isTold(const Lie &lie, bool values) const
{
    return lie.where.isEmpty() || (lie.where == QLatin1String("values")) == values;
}

Response TokenVaultLies::answer(const Request &request, const Service &service)
{
    const bool values = m_form.asksForValues(request);
    if (m_lies.empty() && !values)
        return service(request);
    const bool asAnother = std::any_of(m_lies.begin(), m_lies.end(),
                                       [&](const Lie &lie) { return lie.name == anotherUser && isTold(lie, values); });
    Request asked = asAnother ? m_form.asAnother(request) : request;
    if (!m_lies.empty())
        asked.headers.remove("if-none-match"); // what is known to be unchanged cannot be lied about
    Response response = service(asked);
    QJsonObject body = QJsonDocument::fromJson(response.body).object();
    if (response.status != 200 || body.isEmpty())
        return response;
    const Asked about{asked, service, values};
    for (const QString &name : std::as_const(m_form.rows)) {
        const QJsonValue held = body[name];
        if (held.isArray()) {
            QJsonArray rows;
            const QJsonArray before = held.toArray();
            for (const QJsonValue &row : before) {
                if (const auto told = retold(row.toObject(), about))
                    rows.append(*told);
            }
            body[name] = rows;
        } else if (held.isObject()) {
            const auto told = retold(held.toObject(), about);
            if (!told)
                return Response::empty(404);
            body[name] = *told;
        }
    }
    if (!m_lies.empty()) {
        response.headers.removeIf([](const auto &header) { return header.first == "ETag"; });
        response.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    return response;
}

bool TokenVaultLies::hasGone(const QJsonObject &row, bool values) const
{
    const QString id = row[m_form.id].toString();
    return std::any_of(m_lies.begin(), m_lies.end(), [&](const Lie &lie) {
        return lie.name == vanished && isTold(lie, values) && lie.of.contains(id);
    });
}

std::optional<QJsonObject> TokenVaultLies::retold(const QJsonObject &row, const Asked &asked)
{
    if (hasGone(row, asked.values))
        return std::nullopt;
    const QString id = row[m_form.id].toString();
    const QString key = keyOf(asked.request, id);
    if (asked.values && !m_first.contains(key))
        m_first.insert(key, row);
    QJsonObject told = row;
    for (const Lie &lie : m_lies) {
        if (isTold(lie, asked.values) && lie.of.contains(id))
            apply(lie, id, told, asked);
    }
    return told;
}

void TokenVaultLies::apply(const Lie &lie, const QString &id, QJsonObject &row, const Asked &asked) const
{
    if (lie.name == QLatin1String("reword")) {
        row[lie.member] = lie.to;
    } else if (lie.name == QLatin1String("another_row") && lie.of.size() == 2 && lie.of[0] == id) {
        row = rowOf(lie.of[1], id, asked);
    } else if (asked.values && lie.name == QLatin1String("swap_values") && lie.of.size() == 2) {
        setValues(row, rowOf(lie.of[lie.of[0] == id ? 1 : 0], id, asked));
    } else if (asked.values && lie.name == QLatin1String("older")) {
        setValues(row, m_first.value(keyOf(asked.request, id)));
    } else if (asked.values && lie.name == QLatin1String("substitute")) {
        setText(row, lie.to);
    } else if (asked.values && lie.name == QLatin1String("mask")) {
        setText(row, m_form.mask);
    }
}

void TokenVaultLies::setValues(QJsonObject &row, const QJsonObject &from) const
{
    for (const QString &value : m_form.values) {
        if (from.contains(value))
            row[value] = from[value];
    }
}

void TokenVaultLies::setText(QJsonObject &row, const QJsonValue &text) const
{
    for (const QString &value : m_form.values) {
        if (row[value].isString())
            row[value] = text;
    }
}

QJsonObject TokenVaultLies::rowOf(const QString &id, const QString &askedId, const Asked &asked) const
{
    const Response response = asked.service(m_form.about(asked.request, askedId, id));
    const QJsonObject body = QJsonDocument::fromJson(response.body).object();
    for (const QString &name : m_form.rows) {
        const QJsonArray rows = body[name].isArray() ? body[name].toArray() : QJsonArray{body[name]};
        for (const QJsonValue &row : rows) {
            if (row[m_form.id].toString() == id)
                return row.toObject();
        }
    }
    return {};
}

QString TokenVaultLies::keyOf(const Request &request, const QString &id) const
{
    return request.path + QLatin1Char('?') + request.parameter(QStringLiteral("environment")) + QLatin1Char('#') + id;
}

} // namespace coffret::demovault
