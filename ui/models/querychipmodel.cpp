// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/querychipmodel.h"

#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {

using Kind = QueryToken::Kind;

bool makesChip(const QueryToken &token)
{
    if (token.kind == Kind::Words || token.kind == Kind::Phrase)
        return token.excluded;
    return token.kind != Kind::Unfinished;
}

bool isSameChip(const QueryToken &one, const QueryToken &other)
{
    return one.kind == other.kind && one.value == other.value && one.type == other.type && one.trait == other.trait &&
           one.excluded == other.excluded;
}

QString traitLabel(Trait trait)
{
    switch (trait) {
    case Trait::Favourite:
        //: Chip below the search field: only secrets with a star.
        return QueryChipModel::tr("Favourites");
    case Trait::SharedWithMe:
        //: Chip below the search field: only other people's secrets.
        return QueryChipModel::tr("Shared with me");
    case Trait::Mine:
        //: Chip below the search field: only secrets that belong to the user.
        return QueryChipModel::tr("Mine");
    case Trait::Expired:
        //: Chip below the search field: only secrets whose time is over.
        return QueryChipModel::tr("Expired");
    case Trait::Expiring:
        //: Chip below the search field: only secrets whose time is over soon.
        return QueryChipModel::tr("Expiring");
    case Trait::Attention:
        //: Chip below the search field: only secrets that have a problem.
        return QueryChipModel::tr("Needs attention");
    case Trait::CheckedOut:
        //: Chip below the search field: only secrets that the user has borrowed.
        return QueryChipModel::tr("Checked out");
    case Trait::HasCode:
        //: Chip below the search field: only secrets with a one-time code.
        return QueryChipModel::tr("With one-time code");
    case Trait::HasAddress:
        //: Chip below the search field: only secrets with the address of a site or a computer.
        return QueryChipModel::tr("With address");
    case Trait::HasNote:
        //: Chip below the search field: only secrets with a description.
        return QueryChipModel::tr("With description");
    case Trait::HasExpiry:
        //: Chip below the search field: only secrets that have a date of expiry.
        return QueryChipModel::tr("With expiry date");
    case Trait::HasTag:
        //: Chip below the search field: only secrets with tags.
        return QueryChipModel::tr("With tags");
    case Trait::HasUsername:
        //: Chip below the search field: only secrets with a user name.
        return QueryChipModel::tr("With user name");
    }
    return {};
}

QString labelOf(const QueryToken &token)
{
    switch (token.kind) {
    case Kind::Type:
        return typeLabel(token.type);
    case Kind::State:
        return traitLabel(token.trait);
    case Kind::Place:
        //: Chip below the search field: only secrets in folders with this in their name.
        return QueryChipModel::tr("In %1").arg(token.value);
    case Kind::Tag:
        //: Chip below the search field: only secrets with a tag that begins like this.
        return QueryChipModel::tr("Tag %1").arg(token.value);
    case Kind::Account:
        //: Chip below the search field: only of accounts with this in their name.
        return QueryChipModel::tr("Account %1").arg(token.value);
    case Kind::Words:
    case Kind::Phrase:
    case Kind::Unfinished:
        break;
    }
    return token.value;
}

QString symbolOf(const QueryToken &token)
{
    return token.kind == Kind::Type    ? toString(token.type)
           : token.kind == Kind::Place ? QStringLiteral("folder")
           : token.kind == Kind::Tag   ? QStringLiteral("tag")
                                       : QString();
}

} // namespace

QueryChipModel::QueryChipModel(QObject *parent) : QAbstractListModel(parent) {}

void QueryChipModel::setTokens(const std::vector<QueryToken> &tokens)
{
    std::vector<QueryToken> chips;
    std::copy_if(tokens.begin(), tokens.end(), std::back_inserter(chips), makesChip);
    if (std::equal(chips.begin(), chips.end(), m_tokens.begin(), m_tokens.end(), isSameChip)) {
        m_tokens = std::move(chips); // they may have moved within the text
        return;
    }
    beginResetModel();
    m_tokens = std::move(chips);
    endResetModel();
    Q_EMIT countChanged();
}

const QueryToken *QueryChipModel::tokenAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_tokens[static_cast<std::size_t>(row)] : nullptr;
}

int QueryChipModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tokens.size());
}

QVariant QueryChipModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QueryToken &token = m_tokens[static_cast<std::size_t>(index.row())];
    switch (role) {
    case LabelRole:
    case Qt::DisplayRole:
        //: Chip below the search field. %1 is what no secret in the list is or has: "Expired", "Tag old".
        return token.excluded ? tr("Not: %1").arg(labelOf(token)) : labelOf(token);
    case SymbolRole:
        return symbolOf(token);
    default:
        return {};
    }
}

QHash<int, QByteArray> QueryChipModel::roleNames() const
{
    return {
        {LabelRole, QByteArrayLiteral("label")},
        {SymbolRole, QByteArrayLiteral("symbol")},
    };
}

} // namespace coffret
