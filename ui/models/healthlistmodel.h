// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace coffret {

/// One secret that something was found about.
struct HealthRow
{
    QString accountId;
    QString secretId;
    QString name;
    QString detail; ///< what exactly
    QString type;   ///< toString(SecretType)
};

/// Everything of one kind.
struct HealthGroup
{
    QString title;
    QString hint; ///< what it means, and what to do
    QString symbol;
    int severity = 0; ///< HealthListModel::Severity
    QString severityText;
    bool expanded = false;
    std::vector<HealthRow> rows;
};

/// What a check found, as the flat list of its visible rows: a heading for each kind, and below it, where it is open,
/// the secrets. Owned by HealthViewModel, main thread.
class HealthListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Severity { Serious, Warning, Info };
    Q_ENUM(Severity)
    enum Role {
        HeadingRole = Qt::UserRole + 1,
        LabelRole,
        DetailRole,
        SymbolRole,
        TypeRole, ///< empty for headings
        SeverityRole,
        SeverityTextRole,
        AmountRole, ///< of a heading: how many secrets
        ExpandedRole,
    };
    Q_ENUM(Role)

    explicit HealthListModel(QObject *parent = nullptr);

    void setGroups(std::vector<HealthGroup> groups);
    [[nodiscard]] const std::vector<HealthGroup> &groups() const { return m_groups; }
    [[nodiscard]] const HealthRow *rowAt(int row) const; ///< null for headings and out of range

    Q_INVOKABLE void toggle(int row); ///< does nothing below headings
    Q_INVOKABLE void setExpanded(int row, bool expanded);
    Q_INVOKABLE int headingOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Place
    {
        std::size_t group = 0;
        int row = -1; ///< -1: the heading
    };
    [[nodiscard]] static std::vector<Place> placesOf(const std::vector<HealthGroup> &groups);
    [[nodiscard]] bool isHeading(int row) const;
    [[nodiscard]] QVariant headingData(const HealthGroup &group, int role) const;
    [[nodiscard]] QVariant rowData(const HealthGroup &group, const HealthRow &row, int role) const;

    std::vector<HealthGroup> m_groups;
    std::vector<Place> m_places; ///< of the visible rows
};

} // namespace coffret
