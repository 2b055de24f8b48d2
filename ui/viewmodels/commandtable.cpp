// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/commandtable.h"

#include "ui/viewmodels/appviewmodel.h"

#include <algorithm>

namespace coffret {

CommandTable::CommandTable(AppViewModel &app, QObject *parent) : QAbstractListModel(parent), m_app(app)
{
    addFinding();
    addCopying();
    addChanging();
    addOrganising();
    addSeveral();
    addSshKey();
    addEnvironments();
    addFolder();
    addAccount();
    addProgram();
    for (Command::Spec &spec : m_specs) {
        m_commands.push_back(new Command(std::move(spec), this));
        connect(m_commands.back(), &Command::refused, this,
                [this](const QString &reason) { m_app.toast()->showMessage(reason); });
    }
    m_specs.clear();
}

CommandTable::~CommandTable() = default;

void CommandTable::watch()
{
    BrowseViewModel *browse = m_app.browse();
    connect(&m_app, &AppViewModel::pageChanged, this, &CommandTable::refresh);
    connect(&m_app, &AppViewModel::lockedChanged, this, &CommandTable::refresh);
    connect(&m_app, &AppViewModel::colourSchemeChanged, this, &CommandTable::refresh);
    connect(&m_app, &AppViewModel::givesBackChanged, this, &CommandTable::refresh);
    connect(browse, &BrowseViewModel::accountChanged, this, &CommandTable::refresh);
    connect(browse, &BrowseViewModel::orderChanged, this, &CommandTable::refresh);
    connect(browse, &BrowseViewModel::nodeChanged, this, &CommandTable::refresh);
    connect(browse, &BrowseViewModel::statusChanged, this, &CommandTable::refresh);
    connect(browse, &BrowseViewModel::currentSecretChanged, this, &CommandTable::refresh);
    connect(browse->actions(), &ActionsViewModel::changed, this, &CommandTable::refresh);
    connect(browse->bulk(), &BulkViewModel::changed, this, &CommandTable::refresh);
    connect(browse->checkOut(), &CheckOutViewModel::changed, this, &CommandTable::refresh);
    connect(browse->editor(), &EditorViewModel::stageChanged, this, &CommandTable::refresh);
    connect(browse->environments(), &EnvironmentsViewModel::changed, this, &CommandTable::refresh);
    connect(browse->folders(), &FoldersViewModel::changed, this, &CommandTable::refresh);
    connect(browse->lent(), &LentViewModel::changed, this, &CommandTable::refresh);
    connect(browse->sshKey(), &SshKeyCard::changed, this, &CommandTable::refresh);
    connect(m_app.settings(), &SettingsViewModel::changed, this, &CommandTable::refresh);
    refresh();
}

void CommandTable::refresh()
{
    for (Command *command : m_commands)
        command->refresh();
}

Command *CommandTable::command(const QString &id) const
{
    const auto found =
        std::find_if(m_commands.begin(), m_commands.end(), [&id](const Command *one) { return one->id() == id; });
    return found == m_commands.end() ? nullptr : *found;
}

Command::Spec &CommandTable::add(const char *id, const QString &name, const char *symbol, Run run, Reason reason)
{
    Command::Spec spec;
    spec.id = QLatin1String(id);
    spec.group = m_group;
    spec.name = name;
    spec.symbol = QLatin1String(symbol);
    spec.run = std::move(run);
    spec.asleep = m_asleep;
    spec.reason = std::move(reason);
    return m_specs.emplace_back(std::move(spec));
}

Command::Spec &CommandTable::addKeys(const char *id, const QString &name, const QStringList &keys)
{
    Command::Spec &spec = add(id, name, "keyboard", {});
    spec.localKeys = keys;
    return spec;
}

QString CommandTable::lockedHint() const
{
    if (m_app.isLocked())
        //: Why a command is not available.
        return tr("Coffret is locked");
    if (m_app.page() == AppViewModel::FirstRunPage)
        //: Why a command is not available.
        return tr("An account is being set up");
    return {};
}

QString CommandTable::writingHint() const
{
    if (const QString hint = lockedHint(); !hint.isEmpty())
        return hint;
    //: Why a command is not available: the editor is open.
    return m_app.browse()->editor()->isActive() ? tr("Finish what you are writing first") : QString();
}

CommandTable::Reason CommandTable::ofSecret(Reason further) const
{
    return [this, further = std::move(further)] {
        if (m_app.browse()->bulk()->isActive())
            //: Why a command is not available: it is for one secret.
            return tr("Several secrets are chosen");
        if (!m_app.browse()->detail()->hasSecret())
            //: Why a command is not available: it is for the secret that is shown.
            return tr("No secret is chosen");
        return further ? further() : QString();
    };
}

CommandTable::Run CommandTable::goTo(Place place)
{
    return [this, place] { Q_EMIT placeWanted(place); };
}

int CommandTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_commands.size());
}

QVariant CommandTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    Command *command = m_commands[static_cast<std::size_t>(index.row())];
    switch (role) {
    case CommandRole:
        return QVariant::fromValue(command);
    case GroupRole:
        return command->group();
    case NameRole:
    case Qt::DisplayRole:
        return command->name();
    case KeysRole:
        return command->keysText();
    case ShownKeysRole:
        return command->shownKeys();
    default:
        return {};
    }
}

QStringList CommandTable::groups() const
{
    QStringList groups;
    for (const Command *command : m_commands)
        groups.append(command->group());
    groups.removeDuplicates();
    return groups;
}

QHash<int, QByteArray> CommandTable::commandRoles()
{
    return {
        {CommandRole, QByteArrayLiteral("command")},     {GroupRole, QByteArrayLiteral("group")},
        {NameRole, QByteArrayLiteral("name")},           {KeysRole, QByteArrayLiteral("keys")},
        {ShownKeysRole, QByteArrayLiteral("shownKeys")},
    };
}

} // namespace coffret
