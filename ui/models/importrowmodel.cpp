// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/importrowmodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/importtexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

using Plan = ImportRow::Plan;
using State = ImportRow::State;

namespace {

bool isRemarkable(const ImportRow &row)
{
    return row.plan != Plan::New || row.losses || row.becomesNote || !row.moved.isEmpty() || row.error;
}

} // namespace

ImportRowModel::ImportRowModel(QObject *parent) : QAbstractListModel(parent) {}

void ImportRowModel::setImport(std::shared_ptr<const VaultImport> import)
{
    beginResetModel();
    m_import = std::move(import);
    list();
    endResetModel();
    Q_EMIT countChanged();
}

void ImportRowModel::setRemarkableOnly(bool only)
{
    if (m_remarkableOnly == only)
        return;
    beginResetModel();
    m_remarkableOnly = only;
    list();
    endResetModel();
    Q_EMIT countChanged();
}

void ImportRowModel::list()
{
    m_shown.clear();
    m_remarkable = 0;
    const std::size_t size = m_import ? m_import->rows().size() : 0;
    for (std::size_t i = 0; i < size; ++i) {
        const bool isOne = isRemarkable(m_import->rows()[i]);
        m_remarkable += isOne ? 1 : 0;
        if (isOne || !m_remarkableOnly)
            m_shown.push_back(i);
    }
}

void ImportRowModel::refresh()
{
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString ImportRowModel::words(const ImportRow &row) const
{
    switch (row.state) {
    case State::Done:
        //: Beside an item of a file that is imported: what became of it.
        return tr("Imported");
    case State::Half:
        //: Beside an item of a file that is imported, where one of its two parts was not written.
        return tr("Imported without its note");
    case State::Failed:
        //: Beside an item of a file that is imported: what became of it.
        return tr("Not imported");
    case State::MayBeDone:
        //: Beside an item of a file that was sent to the server, and no answer came.
        return tr("May be imported");
    case State::Waiting:
        break;
    }
    if (row.plan == Plan::Double)
        //: Beside an item of a file that stands in it more than once.
        return tr("Twice in the file");
    if (row.plan == Plan::Twin)
        //: Beside an item of a file that is to be imported: what it comes to.
        return m_import->choices().takesTwins ? tr("New, a second time") : tr("There already");
    if (row.plan == Plan::Refused)
        //: Beside an item of a file that cannot be imported.
        return tr("Left out");
    //: Beside an item of a file that is to be imported: what it will be. %1 is a type, such as "Login".
    return tr("New: %1").arg(typeLabel(row.type));
}

QString ImportRowModel::reason(const ImportRow &row) const
{
    if (row.error)
        return describe(row.error->kind).text;
    if (row.refusal)
        return refusalText(*row.refusal);
    if (row.issue) {
        const FieldKind kind = fieldKindOf(row.issue->key);
        const QString field = kind == FieldKind::Custom ? QString() : fieldLabel(kind, {});
        //: Why an item of a file cannot be imported. %1 is a field, such as "User name", %2 what is wrong with it.
        return field.isEmpty() ? draftIssueText(*row.issue) : tr("%1: %2").arg(field, draftIssueText(*row.issue));
    }
    QStringList sentences;
    if (row.becomesNote)
        //: What happens to an imported item whose type the account does not have.
        sentences.append(tr("This account has no such type: everything in it goes into a note."));
    else if (!row.moved.isEmpty())
        //: What happens to parts of an imported item that its type has no field for.
        sentences.append(row.hasNote ? tr("What has no field here goes into a note beside it.")
                                     : tr("What has no field here goes into its note."));
    if (const QString lost = lossesText(row.losses); !lost.isEmpty())
        //: What of an imported item is left behind. %1 are words such as "attachments, history".
        sentences.append(tr("Stays behind: %1.").arg(lost));
    return inOneParagraph(sentences);
}

QString ImportRowModel::symbol(const ImportRow &row) const
{
    if (row.state == State::Done)
        return QStringLiteral("check");
    if (row.state != State::Waiting)
        return QStringLiteral("error");
    if (row.plan == Plan::Refused)
        return QStringLiteral("warning");
    const bool isTaken = row.plan == Plan::New || m_import->choices().takesTwins;
    return isTaken ? QStringLiteral("plus") : QStringLiteral("equal");
}

int ImportRowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant ImportRowModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ImportRow &row = m_import->rows()[m_shown[static_cast<std::size_t>(index.row())]];
    switch (role) {
    case NumberRole:
        return row.number;
    case NameRole:
    case Qt::DisplayRole:
        //: In place of the name of an item of a file that has none.
        return row.name.isEmpty() ? tr("(no name)") : visibleText(row.name);
    case PlaceRole:
        return row.folder.join(QLatin1String(" / "));
    case WordsRole:
        return words(row);
    case ReasonRole:
        return reason(row);
    case SymbolRole:
        return symbol(row);
    case BadRole:
        return row.plan == Plan::Refused || (row.state != State::Waiting && row.state != State::Done);
    default:
        return {};
    }
}

QHash<int, QByteArray> ImportRowModel::roleNames() const
{
    return {
        {NumberRole, QByteArrayLiteral("number")}, {NameRole, QByteArrayLiteral("name")},
        {PlaceRole, QByteArrayLiteral("place")},   {WordsRole, QByteArrayLiteral("words")},
        {ReasonRole, QByteArrayLiteral("reason")}, {SymbolRole, QByteArrayLiteral("symbol")},
        {BadRole, QByteArrayLiteral("bad")},
    };
}

} // namespace coffret
