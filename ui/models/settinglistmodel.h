// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/choicelistmodel.h"

#include <functional>
#include <memory>

namespace coffret {

/// One thing the user can set: what it is called, one sentence that says what it does, and how it is read and changed.
struct Setting
{
    enum class Kind {
        Choice,  ///< one of several
        Switch,  ///< "on" or "off"
        Account, ///< something to do with an account: "options", "remove"
        Action,  ///< something to do
        Keys,    ///< a key combination
        Text,    ///< something to know
    };
    QString key;
    QString section; ///< its heading
    QString label;
    QString sentence;
    Kind kind = Kind::Text;
    std::vector<Choice> choices = {};
    std::function<QString()> value =
        {}; ///< the key of a choice, "on" or "off", a text, or keys as QKeySequence has them
    std::function<QString()> fault = {}; ///< why it does not work as it is; empty when it does
    std::function<QString()> news = {};  ///< one more sentence about how it is now; may be empty
    std::function<void(const QString &)> set = {};
};

/// Settings by section, those that fit what is typed. Owned by SettingsViewModel, main thread.
class SettingListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(int count READ rowCount NOTIFY countChanged)
public:
    enum Role {
        KeyRole = Qt::UserRole + 1,
        HeadingRole, ///< of a section, in the first of its rows
        LabelRole,
        SentenceRole,
        KindRole, ///< "choice", "switch", "account", "action", "keys", "text"
        ValueRole,
        ValueTextRole,
        FaultRole,
        ChoicesRole,
        LabelMarksRole, ///< what was searched for, as marksIn() has it
        SentenceMarksRole,
    };
    Q_ENUM(Role)

    explicit SettingListModel(QObject *parent = nullptr);
    ~SettingListModel() override;

    void setSettings(std::vector<Setting> settings);
    void setText(const QString &text); ///< of labels and sentences
    void refresh();                    ///< values may have changed
    Q_INVOKABLE void set(const QString &key, const QString &value);
    /// To a key and what is held with it (Qt::KeyboardModifiers).
    Q_INVOKABLE void setKeys(const QString &key, int pressed, int modifiers);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void countChanged();

private:
    struct Row
    {
        Setting setting;
        std::unique_ptr<ChoiceListModel> choices;
    };
    [[nodiscard]] std::vector<std::size_t> fitting() const;
    [[nodiscard]] QString heading(int row) const;
    [[nodiscard]] QString valueText(const Setting &setting) const;

    std::vector<Row> m_rows;
    std::vector<std::size_t> m_shown; ///< into m_rows
    QString m_text;
};

} // namespace coffret
