// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/readers.h"

#include <QAbstractListModel>
#include <QSet>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// The persons who would get to read something, those with a question about their key first, and whose key the user
/// has compared. Owned by ReadersViewModel, main thread.
class ReaderListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum State { Known, FirstSeen, Changed, Unusable };
    Q_ENUM(State)
    enum Role {
        PersonIdRole = Qt::UserRole + 1,
        NameRole,
        EmailRole,
        StateRole,
        StateTextRole,
        FingerprintRole,       ///< in groups of four
        PinnedFingerprintRole, ///< the same; empty unless it changed
        LookAlikeRole,
        ConfirmedRole,
    };
    Q_ENUM(Role)

    explicit ReaderListModel(QObject *parent = nullptr);

    void setReaders(std::vector<ReaderKey> readers);
    void setConfirmed(int row, bool confirmed); ///< only of a key seen for the first time
    void accept(int row);                       ///< a changed key counts as known from now on
    [[nodiscard]] const ReaderKey *reader(int row) const;
    [[nodiscard]] const std::vector<ReaderKey> &readers() const { return m_readers; }
    [[nodiscard]] bool isConfirmed(int row) const;
    [[nodiscard]] QStringList confirmedFingerprints() const;
    [[nodiscard]] int countOf(ReaderKey::State state) const;
    [[nodiscard]] int unconfirmed() const; ///< first seen and not yet compared

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    void touch(int row);

    std::vector<ReaderKey> m_readers;
    QSet<QString> m_confirmed; ///< fingerprints
};

} // namespace coffret
