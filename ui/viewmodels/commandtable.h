// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/command.h"

#include <QAbstractListModel>

#include <vector>

namespace coffret {

class AppViewModel;
class BrowseViewModel;

/// Every command of the main window, each defined once, in the order of the list of keys. Owned by AppViewModel, main
/// thread.
class CommandTable : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(QStringList groups READ groups CONSTANT)
public:
    /// What a command moves the keyboard to; the window does it.
    enum Place { SearchPlace, TreePlace, ListPlace, DetailPlace, NextPlace };
    Q_ENUM(Place)
    enum Role { CommandRole = Qt::UserRole + 1, GroupRole, NameRole, KeysRole, ShownKeysRole };
    Q_ENUM(Role)

    explicit CommandTable(AppViewModel &app, QObject *parent = nullptr);
    ~CommandTable() override;

    void watch();   ///< once what the commands are about is all there
    void refresh(); ///< asks every command again
    [[nodiscard]] const std::vector<Command *> &all() const { return m_commands; }
    Q_INVOKABLE coffret::Command *command(const QString &id) const; ///< null when there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override { return commandRoles(); }
    [[nodiscard]] static QHash<int, QByteArray> commandRoles();
    [[nodiscard]] QStringList groups() const; ///< their headings, in order

Q_SIGNALS:
    void placeWanted(coffret::CommandTable::Place place);
    void keysWanted();

private:
    using Run = std::function<void()>;
    using Reason = std::function<QString()>;
    Command::Spec &add(const char *id, const QString &name, const char *symbol, Run run, Reason reason = {});
    Command::Spec &addKeys(const char *id, const QString &name, const QStringList &keys); ///< that do it where they are
    [[nodiscard]] QString lockedHint() const;
    [[nodiscard]] QString writingHint() const;
    [[nodiscard]] Reason ofSecret(Reason further) const; ///< when one of them is chosen
    [[nodiscard]] Reason ofSeveral(Reason further) const;
    [[nodiscard]] Reason ofFolder(Reason further) const;
    [[nodiscard]] Run goTo(Place place);
    void addFinding();
    void addTreeKeys();
    void addLookupKeys();
    void addCopying(); // commandsofsecret.cpp
    void addChanging();
    void addSeveral(); // commandsofseveral.cpp
    void addOrganising();
    void addSshKey();
    void addEnvironments();
    void addTab(const char *id, const QString &name, const char *symbol, const QString &tab);
    [[nodiscard]] Run inTab(const QString &tab, Run further);
    void addOrders(); // commandsofplaces.cpp
    void addFolder();
    void addGivingBack();
    void addPresenting();
    void addAccount();
    void addProgram();
    void addScheme(const char *id, const QString &name, const char *symbol, const QString &scheme);

    AppViewModel &m_app;
    std::vector<Command::Spec> m_specs; ///< until they are commands
    QString m_group;                    ///< of what is added
    Reason m_asleep;                    ///< the same
    std::vector<Command *> m_commands;
};

} // namespace coffret
