// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/sidebarnodes.h"

#include <QAbstractListModel>
#include <QSet>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <vector>

namespace coffret {

/// The sidebar as the flat list of its visible rows: smart lists, types, then the tree of collections.
/// Keeps which branches are open across snapshots. Owned by BrowseViewModel, main thread.
class SidebarModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        NodeIdRole = Qt::UserRole + 1,
        LabelRole,
        DepthRole,
        KindRole,
        CountRole,
        ExpandableRole,
        ExpandedRole,
        SelectedRole,
        IconNameRole,
        PositionRole, ///< among the rows beside it, counted from 1
        SiblingsRole, ///< how many these are
        ReasonRole,   ///< why its name deserves a second look; empty where it does not
    };
    Q_ENUM(Role)

    explicit SidebarModel(QObject *parent = nullptr);

    void setCatalog(const std::shared_ptr<const Catalog> &catalog, const SidebarOptions &options);
    void clear();
    void setSelected(const QString &nodeId);
    [[nodiscard]] bool contains(const QString &nodeId) const;   ///< also when its branch is closed
    [[nodiscard]] QString labelOf(const QString &nodeId) const; ///< as it is shown

    Q_INVOKABLE void toggle(int row);
    Q_INVOKABLE void expand(int row);
    Q_INVOKABLE void collapse(int row);
    Q_INVOKABLE int parentRow(int row) const; ///< -1 at the top
    Q_INVOKABLE int rowOf(const QString &nodeId) const;
    Q_INVOKABLE QString idAt(int row) const;
    /// The next row at or after from, wrapping around, whose label starts with prefix; -1 if none.
    Q_INVOKABLE int rowForPrefix(const QString &prefix, int from) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    [[nodiscard]] const SidebarNode &nodeAt(int row) const;
    [[nodiscard]] std::vector<int> visibleNodes(const std::vector<SidebarNode> &nodes) const;
    void setNodes(std::vector<SidebarNode> nodes);
    void expandTo(const QString &nodeId); ///< so that it has a row
    void setExpanded(int row, bool expanded);

    std::vector<SidebarNode> m_nodes; ///< depth-first, the whole tree
    std::vector<int> m_visible;       ///< indexes into m_nodes
    QSet<QString> m_expanded;
    QString m_selectedId;
};

} // namespace coffret
