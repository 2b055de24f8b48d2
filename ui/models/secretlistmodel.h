// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/model/catalog.h"
#include "core/model/catalogsteps.h"
#include "core/search/searchwords.h"
#include "ui/models/rowchanges.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

namespace coffret {

/// Some rows of a catalog in a given order. Moves to another selection or snapshot with the smallest row changes.
/// Reads the catalog on demand and keeps no copy of it. Owned by BrowseViewModel, main thread.
class SecretListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        SecretIdRole = Qt::UserRole + 1,
        NameRole,
        UsernameRole,
        PathRole,
        TypeRole,
        TypeLabelRole,
        FavouriteRole,
        HasTotpRole,
        AttentionRole,
        CheckedOutRole,    ///< by the user
        NeedsApprovalRole, ///< access has to be asked for first
        LentTextRole,      ///< until when it is the user's to see; empty: neither checked out nor granted
        ModifiedTextRole,
        SymbolRole, ///< chosen for this one; empty: that of its type
        GroundRole, ///< colour behind it, likewise
        ExpiryRole, ///< what there is to say about its end; empty: nothing yet
        ExpiredRole,
        PlaceRole,      ///< the second line: whose it is and where it lies, and what was found elsewhere
        NameMarksRole,  ///< what was searched for, as marksIn() has it
        PlaceMarksRole, ///< likewise
        ChosenRole,     ///< one of several that are chosen together
        SimilarRole,    ///< says that it has what was searched for with mistakes only; empty: as it was typed
    };
    Q_ENUM(Role)

    explicit SecretListModel(const Clock &clock, QObject *parent = nullptr);

    /// rows: of catalog, without repetition. words: what to highlight. similar: those that have them with mistakes
    /// only. steps: to catalog from the one that was shown; without them every row is another one.
    void show(std::shared_ptr<const Catalog> catalog, std::vector<Catalog::Row> rows, const SearchWords &words,
              QSet<Catalog::Row> similar = {}, const CatalogSteps *steps = nullptr);

    /// lends: the account lends values. ends: of what is checked out, by secret; null: without one, or not told.
    void setLent(bool lends, QHash<QString, QDateTime> ends);
    void tick(); ///< time has passed
    void setChosen(QSet<QString> secretIds);

    Q_INVOKABLE int rowOf(const QString &secretId) const; ///< -1 when not shown
    Q_INVOKABLE QString idAt(int row) const;              ///< empty when out of range
    /// Only while snapshotChanged() is told: where the row is that was at row before, or the next one that stayed; -1
    /// where none did.
    Q_INVOKABLE int rowNow(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();
    /// Another snapshot is shown from now on, whatever happens to single rows between the two: a view keeps its place.
    void snapshotAboutToChange();
    void snapshotChanged();

private:
    /// While ranges come or go one by one: the rows up to a place as one list has them, from there on as another. No
    /// row moves for a range, however many there are.
    struct Rows
    {
        std::vector<Catalog::Row> front;
        std::vector<Catalog::Row> back;
        std::size_t frontEnd = 0;
        std::size_t backBegin = 0;

        [[nodiscard]] std::size_t size() const noexcept { return frontEnd + back.size() - backBegin; }
        [[nodiscard]] Catalog::Row operator[](std::size_t row) const noexcept
        {
            return row < frontEnd ? front[row] : back[row - frontEnd + backBegin];
        }
    };
    [[nodiscard]] Catalog::Row catalogRow(int row) const noexcept { return m_rows[static_cast<std::size_t>(row)]; }
    void set(std::vector<Catalog::Row> rows);
    void remove(const std::vector<RowRange> &ranges);
    void insert(const std::vector<RowRange> &ranges);
    /// What rows are read from.
    struct Basis
    {
        std::shared_ptr<const Catalog> catalog;
        SearchWords words;
        QSet<Catalog::Row> similar;
    };
    void take(Basis basis);
    void startAgain(Basis basis, std::vector<Catalog::Row> rows);
    void moveOn(Basis basis, std::vector<Catalog::Row> rows, const RowChanges &changes, const CatalogSteps *steps);
    void sayChanged(const CatalogSteps &steps);
    [[nodiscard]] QString lentText(Catalog::Row row) const;
    [[nodiscard]] std::vector<int> oldRowsOf(const Catalog &next, const std::vector<Catalog::Row> &rows,
                                             const CatalogSteps *steps) const;

    const Clock &m_clock;
    std::shared_ptr<const Catalog> m_catalog;
    Rows m_rows;
    std::vector<int> m_cameFrom; ///< while snapshotChanged() is told: the row before of each row, or -1
    SearchWords m_words;
    QSet<Catalog::Row> m_similar;
    QSet<QString> m_chosen;
    QHash<QString, QDateTime> m_lent;
    bool m_lends = false; ///< an end may be that of a grant
};

} // namespace coffret
