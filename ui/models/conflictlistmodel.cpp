// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/conflictlistmodel.h"

#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/symboltexts.h"
#include "ui/viewmodels/texts.h"

#include <QQmlEngine>

namespace coffret {

namespace {

QString lines(const QStringList &texts)
{
    return texts.join(QLatin1Char('\n'));
}

bool isSame(const SecretField *mine, const SecretField *theirs)
{
    if (!mine || !theirs)
        return mine == theirs;
    return mine->label == theirs->label && mine->value.equals(theirs->value);
}

} // namespace

ConflictListModel::ConflictListModel(QObject *parent) : QAbstractListModel(parent) {}

ConflictListModel::~ConflictListModel() = default;

void ConflictListModel::compare(const SecretDraft &mine, const SecretDraft &theirs)
{
    beginResetModel();
    m_rows.clear();
    //: Labels of what differs between two versions of a secret.
    addText(tr("Name"), mine.name, theirs.name);
    addText(fieldLabel(FieldKind::Username, {}), mine.username, theirs.username);
    addText(tr("Addresses"), lines(mine.uris), lines(theirs.uris), LineEnds::Kept);
    addText(fieldLabel(FieldKind::Description, {}), mine.description, theirs.description, LineEnds::Kept);
    addText(tr("Expires"), dayText(mine.expires), dayText(theirs.expires));
    if (mine.icon) // otherwise it stays whatever it is there
        addIcon(*mine.icon, theirs.icon.value_or(SecretIcon()));
    if (mine.valuesChanged) { // otherwise the values stay whatever they are there
        for (const SecretField &field : mine.fields)
            addField(&field, theirs.field(field.key));
        for (const SecretField &field : theirs.fields) {
            if (!mine.field(field.key))
                addField(nullptr, &field);
        }
    }
    endResetModel();
    Q_EMIT countChanged();
}

void ConflictListModel::clear()
{
    beginResetModel();
    const std::vector<Row> gone = std::exchange(m_rows, {}); // views let go before they do
    endResetModel();
    Q_EMIT countChanged();
}

/// Icons that look the same are the same: another number may stand for the same symbol.
void ConflictListModel::addIcon(const SecretIcon &mine, const SecretIcon &theirs)
{
    //: Label of what differs between two versions of a secret.
    addText(tr("Symbol"), symbolText(mine), symbolText(theirs));
}

void ConflictListModel::addText(const QString &label, const QString &mine, const QString &theirs, LineEnds ends)
{
    if (mine == theirs)
        return;
    Row row;
    row.label = label;
    row.mine.text = visibleText(mine, ends);
    row.mine.absent = mine.isEmpty();
    row.theirs.text = visibleText(theirs, ends);
    row.theirs.absent = theirs.isEmpty();
    m_rows.push_back(std::move(row));
}

void ConflictListModel::addField(const SecretField *mine, const SecretField *theirs)
{
    if (isSame(mine, theirs))
        return;
    const SecretField &any = mine ? *mine : *theirs;
    Row row;
    row.label = fieldLabel(any.kind, visibleText(any.label));
    row.isProtected = true;
    row.mine.absent = !mine || mine->value.isEmpty();
    row.theirs.absent = !theirs || theirs->value.isEmpty();
    if (mine)
        row.mine.value = mine->value.clone();
    if (theirs)
        row.theirs.value = theirs->value.clone();
    m_rows.push_back(std::move(row));
}

void ConflictListModel::setRevealable(bool revealable)
{
    m_revealable = revealable;
    for (int row = 0; !revealable && row < rowCount(); ++row)
        hide(row);
    Q_EMIT countChanged();
}

void ConflictListModel::hide(int row)
{
    Row &shown = m_rows[static_cast<std::size_t>(row)];
    if (!shown.mine.shown && !shown.theirs.shown)
        return;
    const auto mine = std::move(shown.mine.shown); // views let go before they go
    const auto theirs = std::move(shown.theirs.shown);
    Q_EMIT dataChanged(index(row), index(row), {RevealedRole, MineSecretRole, TheirsSecretRole});
}

void ConflictListModel::toggle(int row)
{
    if (!m_revealable || row < 0 || row >= rowCount() || !m_rows[static_cast<std::size_t>(row)].isProtected)
        return;
    Row &shown = m_rows[static_cast<std::size_t>(row)];
    std::vector<std::unique_ptr<RevealedSecret>> gone;
    const bool reveal = !shown.mine.shown && !shown.theirs.shown;
    for (Side *side : {&shown.mine, &shown.theirs}) {
        gone.push_back(std::move(side->shown));
        if (!reveal)
            continue;
        side->shown = std::make_unique<RevealedSecret>(side->value.clone());
        QQmlEngine::setObjectOwnership(side->shown.get(), QQmlEngine::CppOwnership);
    }
    Q_EMIT dataChanged(index(row), index(row), {RevealedRole, MineSecretRole, TheirsSecretRole});
}

int ConflictListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ConflictListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case LabelRole:
    case Qt::DisplayRole:
        return row.label;
    case MineTextRole:
        return row.mine.text;
    case TheirsTextRole:
        return row.theirs.text;
    case IsProtectedRole:
        return row.isProtected;
    case RevealedRole:
        return row.mine.shown != nullptr;
    case MineSecretRole:
        return QVariant::fromValue(row.mine.shown.get());
    case TheirsSecretRole:
        return QVariant::fromValue(row.theirs.shown.get());
    case MineAbsentRole:
        return row.mine.absent;
    case TheirsAbsentRole:
        return row.theirs.absent;
    default:
        return {};
    }
}

QHash<int, QByteArray> ConflictListModel::roleNames() const
{
    return {
        {LabelRole, QByteArrayLiteral("label")},
        {MineTextRole, QByteArrayLiteral("mineText")},
        {TheirsTextRole, QByteArrayLiteral("theirsText")},
        {IsProtectedRole, QByteArrayLiteral("isProtected")},
        {RevealedRole, QByteArrayLiteral("revealed")},
        {MineSecretRole, QByteArrayLiteral("mineSecret")},
        {TheirsSecretRole, QByteArrayLiteral("theirsSecret")},
        {MineAbsentRole, QByteArrayLiteral("mineAbsent")},
        {TheirsAbsentRole, QByteArrayLiteral("theirsAbsent")},
    };
}

} // namespace coffret
