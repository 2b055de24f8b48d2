// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/toolbox/onetimecode.h"
#include "ui/desktop/screenpicker.h"
#include "ui/items/revealedsecret.h"
#include "ui/items/secretdocument.h"
#include "ui/viewmodels/codewatch.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coffret {

/// What a form makes of the key of one-time codes: whose it is, which codes it makes, the one of this moment, and what
/// is wrong with it. Takes the key from QR codes, too. Owned by EditorViewModel, main thread.
class CodeEntryViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool watching READ isWatching NOTIFY watchingChanged)
    Q_PROPERTY(bool valid READ isValid NOTIFY changed)
    Q_PROPERTY(QString issuer READ issuer NOTIFY changed)
    Q_PROPERTY(QString account READ account NOTIFY changed)
    Q_PROPERTY(QString manner READ manner NOTIFY changed)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret NOTIFY codeChanged)
    Q_PROPERTY(bool veiled READ isVeiled NOTIFY codeChanged)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(bool canPickScreen READ canPickScreen CONSTANT)
public:
    explicit CodeEntryViewModel(const Clock &clock, QObject *parent = nullptr);
    ~CodeEntryViewModel() override;

    [[nodiscard]] bool isWatching() const { return m_document != nullptr; }
    [[nodiscard]] bool isValid() const { return m_code.has_value(); }
    [[nodiscard]] QString issuer() const { return m_issuer; }
    [[nodiscard]] QString account() const { return m_account; }
    [[nodiscard]] QString manner() const { return m_manner; } ///< digits, period and hash in a sentence
    /// Of the last QR code that could not be used, else of what is in the field. Empty: nothing is wrong.
    [[nodiscard]] QString problem() const { return m_scanProblem.isEmpty() ? m_problem : m_scanProblem; }
    [[nodiscard]] RevealedSecret *secret() const { return m_secret.get(); } ///< the code of this moment
    [[nodiscard]] bool isVeiled() const { return m_veiled; }
    void setVeiled(bool veiled); ///< nothing that gives the key or a code away is shown
    [[nodiscard]] double remaining() const { return m_watch.remaining(); }
    [[nodiscard]] bool canPickScreen() const { return ScreenPicker::isAvailable(); }

    /// The field the key is in. judged: false for what was there before and is not shown.
    Q_INVOKABLE void watch(coffret::SecretDocument *document, bool judged);
    Q_INVOKABLE void leave(coffret::SecretDocument *document); ///< the field goes
    // A key from a QR code takes the place of what is in the field.
    Q_INVOKABLE void readFile(const QString &pathOrUrl);
    Q_INVOKABLE void readClipboard();
    Q_INVOKABLE void readScreen();

Q_SIGNALS:
    void watchingChanged();
    void changed();
    void codeChanged();
    void ticked();

private:
    void judge();
    void turn();
    void take(QImage picture);
    void setScanProblem(const QString &problem);

    const Clock &m_clock;
    CodeWatch m_watch;
    ScreenPicker m_picker;
    QPointer<SecretDocument> m_document;
    bool m_judged = true;
    bool m_veiled = false;
    std::optional<OneTimeCode> m_code;
    std::unique_ptr<RevealedSecret> m_secret;
    QString m_issuer;
    QString m_account;
    QString m_manner;
    QString m_problem;
    QString m_scanProblem;
    bool m_taking = false;
};

} // namespace coffret
