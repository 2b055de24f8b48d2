// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fieldlistmodel.h"

#include "core/base/displaytext.h"
#include "ui/models/rowchanges.h"
#include "ui/viewmodels/texts.h"

#include <QQmlEngine>

#include <algorithm>

namespace coffret {

namespace {

/// Digit by digit, so that nobody hears a number.
QString spokenDigits(const RevealedSecret &secret)
{
    QString spoken;
    for (const char digit : secret.buffer().view()) {
        if (digit != ' ')
            spoken += (spoken.isEmpty() ? QString() : QStringLiteral(" ")) + QLatin1Char(digit);
    }
    return spoken;
}

QString shownValue(const FieldOutline &outline)
{
    return visibleText(outline.plainValue, isMultiline(outline.kind) ? LineEnds::Kept : LineEnds::Shown);
}

} // namespace

FieldListModel::FieldListModel(QObject *parent) : QAbstractListModel(parent), m_isHeard(QAccessible::isActive())
{
    QAccessible::installActivationObserver(this);
}

FieldListModel::~FieldListModel()
{
    QAccessible::removeActivationObserver(this);
}

void FieldListModel::setFields(std::vector<FieldOutline> fields)
{
    QStringList before = keys();
    QStringList after;
    for (const FieldOutline &outline : fields)
        after.append(outline.key);
    const RowChanges changes = rowChangesByKey<QString>(before, after, [](const QString &key) { return key; });
    for (const RowRange &range : changes.removals) {
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        const auto first = m_cards.begin() + range.first;
        m_cards.erase(first, first + range.count);
        endRemoveRows();
    }
    for (const RowRange &range : changes.insertions) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        for (int row = range.first; row < range.first + range.count; ++row) {
            Card card;
            card.outline = fields[static_cast<std::size_t>(row)];
            m_cards.insert(m_cards.begin() + row, std::move(card));
        }
        endInsertRows();
    }
    for (std::size_t row = 0; row < m_cards.size(); ++row)
        m_cards[row].outline = std::move(fields[row]);
    if (!m_cards.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    if (before != after)
        Q_EMIT countChanged();
}

const FieldOutline *FieldListModel::field(const QString &key) const
{
    const int row = rowOf(key);
    return row < 0 ? nullptr : &m_cards[static_cast<std::size_t>(row)].outline;
}

QStringList FieldListModel::keys() const
{
    QStringList keys;
    keys.reserve(static_cast<qsizetype>(m_cards.size()));
    for (const Card &card : m_cards)
        keys.append(card.outline.key);
    return keys;
}

std::vector<FieldOutline> FieldListModel::fields() const
{
    std::vector<FieldOutline> fields;
    fields.reserve(m_cards.size());
    for (const Card &card : m_cards)
        fields.push_back(card.outline);
    return fields;
}

int FieldListModel::rowOf(const QString &key) const
{
    const auto place =
        std::find_if(m_cards.begin(), m_cards.end(), [&](const Card &card) { return card.outline.key == key; });
    return place == m_cards.end() ? -1 : static_cast<int>(place - m_cards.begin());
}

void FieldListModel::touch(int row, const QList<int> &roles)
{
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void FieldListModel::setBusy(const QString &key, bool busy)
{
    const int row = rowOf(key);
    if (row < 0 || m_cards[static_cast<std::size_t>(row)].busy == busy)
        return;
    m_cards[static_cast<std::size_t>(row)].busy = busy;
    touch(row, {BusyRole});
}

bool FieldListModel::isBusy(const QString &key) const
{
    const int row = rowOf(key);
    return row >= 0 && m_cards[static_cast<std::size_t>(row)].busy;
}

void FieldListModel::reveal(const QString &key, SecretBuffer value)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    auto secret = std::make_unique<RevealedSecret>(std::move(value));
    QQmlEngine::setObjectOwnership(secret.get(), QQmlEngine::CppOwnership);
    secret.swap(m_cards[static_cast<std::size_t>(row)].secret);
    touch(row, {RevealedRole, SecretRole, SpokenRole}); // views let go of the one before, then it goes
}

void FieldListModel::hide(const QString &key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    Card &card = m_cards[static_cast<std::size_t>(row)];
    const std::unique_ptr<RevealedSecret> hidden = std::move(card.secret);
    card.remaining = 0;
    card.running = false;
    if (!hidden)
        return;
    hidden->wipe();
    touch(row,
          {RevealedRole, SecretRole, SpokenRole, RemainingRole, RunningRole}); // views let go before the object does
}

bool FieldListModel::isRevealed(const QString &key) const
{
    const int row = rowOf(key);
    return row >= 0 && m_cards[static_cast<std::size_t>(row)].secret;
}

void FieldListModel::setCountdown(const QString &key, double remaining, bool running)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    Card &card = m_cards[static_cast<std::size_t>(row)];
    card.remaining = remaining;
    card.running = running;
    touch(row, {RemainingRole, RunningRole});
}

void FieldListModel::setCodeRemaining(const QString &key, double remaining)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    m_cards[static_cast<std::size_t>(row)].codeRemaining = remaining;
    touch(row, {CodeRemainingRole});
}

void FieldListModel::accessibilityActiveChanged(bool active)
{
    m_isHeard = active;
    if (!m_cards.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {SpokenRole});
}

int FieldListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_cards.size());
}

QVariant FieldListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Card &card = m_cards[static_cast<std::size_t>(index.row())];
    const FieldOutline &outline = card.outline;
    switch (role) {
    case KeyRole:
        return outline.key;
    case LabelRole:
    case Qt::DisplayRole:
        return visibleText(fieldLabel(outline.kind, outline.label));
    case KindRole:
        return outline.kind == FieldKind::Custom ? QStringLiteral("custom") : fieldKey(outline.kind);
    case IsProtectedRole:
        return outline.isProtected;
    case PlainValueRole:
        return outline.isProtected ? QString() : shownValue(outline);
    case RevealedRole:
        return card.secret != nullptr;
    case BusyRole:
        return card.busy;
    case SecretRole:
        return QVariant::fromValue(card.secret.get());
    case RemainingRole:
        return card.remaining;
    case RunningRole:
        return card.running;
    case MonospaceRole:
        return isMonospace(outline.kind);
    case MultilineRole:
        return isMultiline(outline.kind);
    case CodeRemainingRole:
        return card.codeRemaining;
    case SpokenRole:
        return card.secret && outline.kind == FieldKind::Totp && m_isHeard ? spokenDigits(*card.secret) : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> FieldListModel::roleNames() const
{
    return {
        {KeyRole, QByteArrayLiteral("key")},
        {LabelRole, QByteArrayLiteral("label")},
        {KindRole, QByteArrayLiteral("kind")},
        {IsProtectedRole, QByteArrayLiteral("isProtected")},
        {PlainValueRole, QByteArrayLiteral("plainValue")},
        {RevealedRole, QByteArrayLiteral("revealed")},
        {BusyRole, QByteArrayLiteral("busy")},
        {SecretRole, QByteArrayLiteral("secret")},
        {RemainingRole, QByteArrayLiteral("remaining")},
        {RunningRole, QByteArrayLiteral("running")},
        {MonospaceRole, QByteArrayLiteral("monospace")},
        {MultilineRole, QByteArrayLiteral("multiline")},
        {CodeRemainingRole, QByteArrayLiteral("codeRemaining")},
        {SpokenRole, QByteArrayLiteral("spokenValue")},
    };
}

} // namespace coffret
