// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/passwordmeter.h"

#include "ui/viewmodels/strengthtexts.h"

namespace coffret {

PasswordMeter::PasswordMeter(QObject *parent) : QObject(parent) {}

void PasswordMeter::setDocument(SecretDocument *document)
{
    if (m_document == document)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    if (m_document)
        connect(m_document, &SecretDocument::valueChanged, this, &PasswordMeter::schedule);
    schedule();
    Q_EMIT documentChanged();
}

void PasswordMeter::setKnownWords(const QStringList &words)
{
    if (m_knownWords == words)
        return;
    m_knownWords = words;
    schedule();
    Q_EMIT knownWordsChanged();
}

void PasswordMeter::schedule()
{
    if (std::exchange(m_scheduled, true))
        return;
    QMetaObject::invokeMethod(this, &PasswordMeter::measure, Qt::QueuedConnection);
}

void PasswordMeter::measure()
{
    m_scheduled = false;
    if (!m_document || m_document->isEmpty()) {
        m_level = -1;
        m_word.clear();
        m_sentence.clear();
        return Q_EMIT measuredChanged();
    }
    const std::optional<double> made = m_document->madeEntropy();
    const PasswordStrength strength =
        made ? PasswordStrength::ofEntropy(*made) : PasswordStrength::of(m_document->value(), m_knownWords);
    m_level = strengthLevel(strength);
    m_word = strengthWord(m_level);
    m_sentence = guessingText(strength);
    if (made)
        //: How strong a password is that was just generated. %1 is a number such as "131.1 bits of entropy", %2 a
        //: sentence.
        m_sentence = tr("Generated, %1. %2").arg(entropyText(*made), m_sentence);
    Q_EMIT measuredChanged();
}

} // namespace coffret
