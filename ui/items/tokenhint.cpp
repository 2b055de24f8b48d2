// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/tokenhint.h"

#include "core/toolbox/tokenissuer.h"

namespace coffret {

TokenHint::TokenHint(QObject *parent) : QObject(parent) {}

void TokenHint::setDocument(SecretDocument *document)
{
    if (m_document == document)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    if (m_document)
        connect(m_document, &SecretDocument::valueChanged, this, &TokenHint::look);
    look();
    Q_EMIT sourceChanged();
}

void TokenHint::setSecret(RevealedSecret *secret)
{
    if (m_secret == secret)
        return;
    if (m_secret)
        disconnect(m_secret, nullptr, this, nullptr);
    m_secret = secret;
    if (m_secret)
        connect(m_secret, &RevealedSecret::wiped, this, &TokenHint::look);
    look();
    Q_EMIT sourceChanged();
}

void TokenHint::look()
{
    std::optional<QString> issuer;
    if (m_document)
        issuer = tokenIssuer(m_document->value());
    else if (m_secret)
        issuer = tokenIssuer(m_secret->buffer());
    //: About an API key. %1 is the name of a service, such as GitHub.
    const QString text = issuer ? tr("Looks like a key of %1").arg(*issuer) : QString();
    if (text == m_text)
        return;
    m_text = text;
    Q_EMIT textChanged();
}

} // namespace coffret
