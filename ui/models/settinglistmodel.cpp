// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/settinglistmodel.h"

#include "core/model/textfolder.h"
#include "core/search/search.h"
#include "ui/viewmodels/keynames.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/texts.h"

#include <QKeySequence>

#include <algorithm>

namespace coffret {

namespace {

QString nameOf(Setting::Kind kind)
{
    switch (kind) {
    case Setting::Kind::Choice:
        return QStringLiteral("choice");
    case Setting::Kind::Switch:
        return QStringLiteral("switch");
    case Setting::Kind::Account:
        return QStringLiteral("account");
    case Setting::Kind::Action:
        return QStringLiteral("action");
    case Setting::Kind::Keys:
        return QStringLiteral("keys");
    case Setting::Kind::Text:
        break;
    }
    return QStringLiteral("text");
}

} // namespace

SettingListModel::SettingListModel(QObject *parent) : QAbstractListModel(parent) {}

SettingListModel::~SettingListModel() = default;

void SettingListModel::setSettings(std::vector<Setting> settings)
{
    beginResetModel();
    m_rows.clear();
    for (Setting &setting : settings) {
        Row row;
        row.choices = std::make_unique<ChoiceListModel>();
        row.choices->setChoices(setting.choices);
        row.setting = std::move(setting);
        m_rows.push_back(std::move(row));
    }
    m_shown = fitting();
    endResetModel();
    Q_EMIT countChanged();
}

void SettingListModel::setText(const QString &text)
{
    m_text = text;
    const std::vector<std::size_t> shown = fitting();
    if (shown != m_shown) {
        beginResetModel();
        m_shown = shown;
        endResetModel();
        Q_EMIT countChanged();
    }
    refresh();
}

void SettingListModel::refresh()
{
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void SettingListModel::set(const QString &key, const QString &value)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&key](const Row &row) { return row.setting.key == key; });
    if (found == m_rows.end() || !found->setting.set)
        return;
    const auto change = found->setting.set; // the row may not outlive it
    change(value);
}

void SettingListModel::setKeys(const QString &key, int pressed, int modifiers)
{
    const Qt::KeyboardModifiers held(modifiers & ~Qt::KeypadModifier);
    set(key, QKeySequence(QKeyCombination(held, static_cast<Qt::Key>(pressed))).toString(QKeySequence::PortableText));
}

std::vector<std::size_t> SettingListModel::fitting() const
{
    const PhraseMatcher matcher(m_text);
    TextFolder folder;
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Setting &setting = m_rows[i].setting;
        const std::string folded = folder.fold(QString(setting.label + QLatin1Char(' ') + setting.sentence));
        if (matcher.isEmpty() || matcher.rank(folded, folded.size()))
            shown.push_back(i);
    }
    return shown;
}

QString SettingListModel::heading(int row) const
{
    const QString section = m_rows[m_shown[static_cast<std::size_t>(row)]].setting.section;
    const bool begins = row == 0 || m_rows[m_shown[static_cast<std::size_t>(row) - 1]].setting.section != section;
    return begins ? section : QString();
}

QString SettingListModel::valueText(const Setting &setting) const
{
    const QString value = setting.value ? setting.value() : QString();
    if (setting.kind == Setting::Kind::Keys)
        return keyNames(value);
    const auto chosen = std::find_if(setting.choices.begin(), setting.choices.end(),
                                     [&value](const Choice &choice) { return choice.key == value; });
    return chosen == setting.choices.end() ? value : chosen->label;
}

int SettingListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant SettingListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[m_shown[static_cast<std::size_t>(index.row())]];
    const Setting &setting = row.setting;
    switch (role) {
    case KeyRole:
        return setting.key;
    case HeadingRole:
        return heading(index.row());
    case LabelRole:
    case Qt::DisplayRole:
        return setting.label;
    case SentenceRole:
        return inOneParagraph({setting.sentence, setting.news ? setting.news() : QString()});
    case KindRole:
        return nameOf(setting.kind);
    case ValueRole:
        return setting.value ? setting.value() : QString();
    case ValueTextRole:
        return valueText(setting);
    case FaultRole:
        return setting.fault ? setting.fault() : QString();
    case ChoicesRole:
        return QVariant::fromValue(row.choices.get());
    case LabelMarksRole:
        return QVariant::fromValue(marksIn(setting.label, m_text));
    case SentenceMarksRole:
        return QVariant::fromValue(marksIn(setting.sentence, m_text));
    default:
        return {};
    }
}

QHash<int, QByteArray> SettingListModel::roleNames() const
{
    return {
        {KeyRole, QByteArrayLiteral("key")},
        {HeadingRole, QByteArrayLiteral("heading")},
        {LabelRole, QByteArrayLiteral("label")},
        {SentenceRole, QByteArrayLiteral("sentence")},
        {KindRole, QByteArrayLiteral("kind")},
        {ValueRole, QByteArrayLiteral("value")},
        {ValueTextRole, QByteArrayLiteral("valueText")},
        {FaultRole, QByteArrayLiteral("fault")},
        {ChoicesRole, QByteArrayLiteral("choices")},
        {LabelMarksRole, QByteArrayLiteral("labelMarks")},
        {SentenceMarksRole, QByteArrayLiteral("sentenceMarks")},
    };
}

} // namespace coffret
