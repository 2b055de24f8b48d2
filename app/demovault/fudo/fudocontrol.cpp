// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/ids.h"
#include "app/demovault/fudo/fudobatch.h"
#include "app/demovault/fudo/fudoserver.h"
#include "app/demovault/fudo/inferred.h"

namespace coffret::demovault {
namespace {

QString textOf(const QJsonValue &value, const char *key)
{
    return value[QLatin1String(key)].toString();
}

} // namespace

bool FudoServer::configure(const QJsonObject &changes)
{
    bool understood = true;
    if (changes[QLatin1String("as_at_first")].toBool()) {
        m_store.restore(m_atFirst);
        if (m_inferred)
            m_inferred->requests().forget();
    }
    if (changes.contains(QLatin1String("checkout_seconds")))
        m_checkoutSeconds = changes[QLatin1String("checkout_seconds")].toDouble();
    if (changes.contains(QLatin1String("refuse_uri")))
        m_refusedUri = changes[QLatin1String("refuse_uri")].toString();
    if (changes.contains(QLatin1String("batch")))
        m_batch->setMode(changes[QLatin1String("batch")].toString());
    if (changes.contains(QLatin1String("auto_approve")) && m_inferred)
        m_inferred->requests().setAgreesByItself(changes[QLatin1String("auto_approve")].toBool());
    if (const QJsonValue decision = changes[QLatin1String("decide")]; decision.isObject()) {
        const FudoUser *user = m_store.userByName(textOf(decision, "user"));
        understood =
            m_inferred && user &&
            m_inferred->requests().decide(textOf(decision, "secret"), user->id, textOf(decision, "status"),
                                          decision[QLatin1String("seconds")].toInt(3600), textOf(decision, "reason"));
    }
    if (const QJsonValue row = changes[QLatin1String("secret")]; row.isObject())
        understood = configureSecret(row) && understood;
    if (const QString user = changes[QLatin1String("revoke_token")].toString(); !user.isEmpty()) {
        for (FudoUser &known : m_store.users) {
            if (known.name == user)
                known.token = randomHex(32);
        }
    }
    return understood;
}

bool FudoServer::configureSecret(const QJsonValue &row)
{
    FudoSecret *secret = m_store.secret(textOf(row, "id"));
    if (!secret)
        return false;
    if (row[QLatin1String("policy")].isString())
        secret->policy = textOf(row, "policy");
    if (row[QLatin1String("mode")].isString())
        secret->checkoutMode = textOf(row, "mode");
    secret->needsApproval = row[QLatin1String("needs_approval")].toBool(secret->needsApproval);
    secret->removed = row[QLatin1String("removed")].toBool(secret->removed);
    if (const FudoUser *holder = m_store.userByName(textOf(row, "hold")))
        secret->checkouts.insert(holder->id, {m_store.nextId(QStringLiteral("checkout")), {}});
    if (const FudoUser *holder = m_store.userByName(textOf(row, "release")))
        secret->checkouts.remove(holder->id);
    if (row[QLatin1String("history_state")].isString()) {
        for (FudoHistory &history : m_store.history) {
            if (history.secretId == secret->id && history.current)
                history.state = textOf(row, "history_state");
        }
    }
    return true;
}

} // namespace coffret::demovault
