// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/importlinemodel.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/environmentqueries.h"

#include <QLocale>

namespace coffret {

using Plan = ImportLine::Plan;
using State = ImportLine::State;

ImportLineModel::ImportLineModel(QObject *parent) : QAbstractListModel(parent) {}

void ImportLineModel::setLines(const std::vector<ImportLine> &lines)
{
    if (lines.size() == m_lines.size() && !lines.empty()) {
        m_lines = lines;
        return Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
    beginResetModel();
    m_lines = lines;
    endResetModel();
    Q_EMIT countChanged();
}

QString ImportLineModel::words(const ImportLine &line)
{
    switch (line.state) {
    case State::Done:
        //: Beside a line of a file that is read into an environment: what became of it.
        return tr("Written");
    case State::Made:
        return tr("Made, but its value was not set");
    case State::Failed:
        return tr("Not written");
    case State::MayBeDone:
        //: Beside a line of a file that was sent to an environment, and no answer came.
        return tr("May be written");
    case State::Waiting:
        break;
    }
    switch (line.plan) {
    case Plan::New:
        //: Beside a line of a file that is read into an environment: what it comes to.
        return tr("New");
    case Plan::FirstValue:
        return tr("First value here");
    case Plan::Changed:
        return tr("Changes the value");
    case Plan::Same:
        return tr("Same value, nothing to do");
    case Plan::Refused:
        break;
    }
    return tr("Left out");
}

QString ImportLineModel::reason(const ImportLine &line) const
{
    if (line.error)
        return line.error->kind == ErrorKind::Conflict
                   //: Why a line of a file was not written.
                   ? tr("Somebody has changed the value since the file was read.")
                   : writeRefusal(*line.error, m_writeScope);
    switch (line.refusal) {
    case DotEnvLine::State::Taken:
        break;
    case DotEnvLine::State::Overridden:
        //: Why a line of a .env file is left out. %1 is the number of another line.
        return tr("Line %1 gives the same name another value.").arg(QLocale().toString(line.overriddenBy));
    case DotEnvLine::State::NoAssignment:
        return tr("It is neither NAME=VALUE nor a comment.");
    case DotEnvLine::State::BadName:
        return tr("What stands before “=” is not a name.");
    case DotEnvLine::State::OpenQuote:
        return tr("A quotation mark is not closed.");
    case DotEnvLine::State::TextAfterQuote:
        return tr("There is more text after the closing quotation mark.");
    case DotEnvLine::State::TooLong:
        return tr("The value is too long.");
    case DotEnvLine::State::NotText:
        return tr("It is not text.");
    }
    return {};
}

QString ImportLineModel::symbol(const ImportLine &line)
{
    if (line.state == State::Done)
        return QStringLiteral("check");
    if (line.state != State::Waiting)
        return QStringLiteral("error");
    switch (line.plan) {
    case Plan::New:
    case Plan::FirstValue:
        return QStringLiteral("plus");
    case Plan::Changed:
        return QStringLiteral("edit");
    case Plan::Same:
        return QStringLiteral("equal");
    case Plan::Refused:
        break;
    }
    return QStringLiteral("warning");
}

int ImportLineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant ImportLineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ImportLine &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case NumberRole:
        return line.number;
    case NameRole:
    case Qt::DisplayRole:
        //: In place of the name in a line of a .env file that has none.
        return line.name.isEmpty() ? tr("(no name)") : visibleText(line.name);
    case WordsRole:
        return words(line);
    case ReasonRole:
        return reason(line);
    case SymbolRole:
        return symbol(line);
    case BadRole:
        return line.plan == Plan::Refused || (line.state != State::Waiting && line.state != State::Done);
    default:
        return {};
    }
}

QHash<int, QByteArray> ImportLineModel::roleNames() const
{
    return {
        {NumberRole, QByteArrayLiteral("number")}, {NameRole, QByteArrayLiteral("name")},
        {WordsRole, QByteArrayLiteral("words")},   {ReasonRole, QByteArrayLiteral("reason")},
        {SymbolRole, QByteArrayLiteral("symbol")}, {BadRole, QByteArrayLiteral("bad")},
    };
}

} // namespace coffret
