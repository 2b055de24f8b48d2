// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/revealedsecret.h"

#include <QObject>
#include <QPointer>
#include <QWindow>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coffret {

class DetailViewModel;

/// One value of the shown secret over everything else: in large type, or as a QR code. And looking at it only as long
/// as a key is held. It is revealed as any other and lives no longer. Owned by BrowseViewModel, main thread.
class ShowcaseViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Manner manner READ manner NOTIFY changed)
    Q_PROPERTY(QString label READ label NOTIFY changed)
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(coffret::RevealedSecret *secret READ secret NOTIFY changed)
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(double remaining READ remaining NOTIFY ticked)
    Q_PROPERTY(bool running READ isRunning NOTIFY ticked)
public:
    enum Manner { Closed, LargeType, QrCode };
    Q_ENUM(Manner)

    explicit ShowcaseViewModel(DetailViewModel &detail, QObject *parent = nullptr);
    ~ShowcaseViewModel() override;

    [[nodiscard]] Manner manner() const { return m_manner; }
    [[nodiscard]] QString label() const; ///< of the field
    [[nodiscard]] QString name() const;  ///< of the secret
    [[nodiscard]] RevealedSecret *secret() const;
    [[nodiscard]] bool isAsking() const { return m_asking; } ///< first: nobody vouches for what would be a QR code
    [[nodiscard]] double remaining() const;                  ///< of its time on screen
    [[nodiscard]] bool isRunning() const;

    Q_INVOKABLE void show(const QString &key, coffret::ShowcaseViewModel::Manner manner);
    Q_INVOKABLE void showPrimary(coffret::ShowcaseViewModel::Manner manner);
    Q_INVOKABLE void confirm(); ///< shows what was asked about
    Q_INVOKABLE void keep();    ///< until it is closed
    Q_INVOKABLE void close();
    Q_INVOKABLE void peek(const QString &key); ///< empty: the primary value
    Q_INVOKABLE void peekOver();

Q_SIGNALS:
    void changed();
    void ticked();

private:
    void begin(const QString &key, Manner manner, bool isPrimary);
    void onRevealed(const QString &key);
    void onEnded(const QString &key);
    void open();
    void follow();
    void onFocus(QWindow *window);
    [[nodiscard]] bool ask(const QString &key);
    void forget();
    [[nodiscard]] QVariant role(int role) const;

    DetailViewModel &m_detail;
    Manner m_manner = Closed;
    Manner m_wanted = Closed; ///< when the value comes
    QString m_key;            ///< of what is shown or wanted
    QString m_secretId;
    QString m_peeked;       ///< what is shown because a key is held
    bool m_arrived = false; ///< while another window had the keyboard: shown when it is back
    bool m_asking = false;
    bool m_isPrimary = false; ///< whatever its key turns out to be
    bool m_peeking = false;
    QPointer<QWindow> m_window; ///< that had the keyboard when it was opened
    bool m_wasShown = false;    ///< in its card, and stays so
};

} // namespace coffret
