// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/readerlistmodel.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace coffret {

/// The question whose key is whose, before something is encrypted for people: every key seen for the first time has to
/// be compared, a changed one stops everything until it is accepted, or its owner is left out. Owned by whoever
/// encrypts, main thread.
class ReadersViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool asking READ isAsking NOTIFY changed)
    Q_PROPERTY(coffret::ReaderListModel *people READ people CONSTANT)
    Q_PROPERTY(QString heading READ heading NOTIFY changed)
    Q_PROPERTY(QString blockedText READ blockedText NOTIFY changed)
    Q_PROPERTY(QString blockedHint READ blockedHint NOTIFY changed)
    Q_PROPERTY(QString missingText READ missingText NOTIFY changed)
    Q_PROPERTY(QString errorText READ errorText NOTIFY changed)
    Q_PROPERTY(bool canProceed READ canProceed NOTIFY changed)
    Q_PROPERTY(int firstSeen READ firstSeen NOTIFY changed)
    Q_PROPERTY(QString proceedText READ proceedText NOTIFY changed)
public:
    /// What a key that is in the way means: the server wants a message for everybody, or its owner can be left out.
    enum class Blocked { StopsAll, IsLeftOut };
    /// Makes a changed key the known one.
    using Accept = std::function<Expected<void>(const QString &personId, const QString &fingerprint)>;

    explicit ReadersViewModel(QObject *parent = nullptr);

    /// accept may be empty: then changed keys stay blocked.
    void ask(std::vector<ReaderKey> readers, Accept accept, Blocked blocked = Blocked::StopsAll);
    void clear();

    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] ReaderListModel *people() { return &m_people; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString blockedText() const; ///< empty: nothing is blocked
    [[nodiscard]] QString blockedHint() const; ///< what going on without them means
    [[nodiscard]] QString missingText() const; ///< why one cannot go on yet; empty: one can
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] bool canProceed() const;
    [[nodiscard]] QString proceedText() const; ///< the button; names who is left out
    [[nodiscard]] int firstSeen() const { return m_people.countOf(ReaderKey::State::FirstSeen); }

    Q_INVOKABLE void setConfirmed(int row, bool confirmed);
    Q_INVOKABLE void confirmAll();
    Q_INVOKABLE void acceptKey(int row);
    Q_INVOKABLE void proceed();
    Q_INVOKABLE void cancel();

Q_SIGNALS:
    void changed();
    void confirmed(const QStringList &fingerprints);
    void cancelled();

private:
    [[nodiscard]] QStringList blockedNames() const;

    ReaderListModel m_people;
    Accept m_accept;
    QString m_errorText;
    Blocked m_blocked = Blocked::StopsAll;
    bool m_asking = false;
};

} // namespace coffret
