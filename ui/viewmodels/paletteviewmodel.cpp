// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/paletteviewmodel.h"

#include "core/model/textfolder.h"
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/keynames.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {

/// name is looked for first, the rest only where it does not fit.
void fold(PaletteEntry &entry, TextFolder &folder, const QString &name, const QString &rest)
{
    entry.folded = folder.fold(name);
    entry.foldedName = entry.folded.size();
    entry.folded += '\n';
    entry.folded += folder.fold(rest);
}

} // namespace

PaletteViewModel::PaletteViewModel(AppViewModel &app, SessionList &sessions, QObject *parent)
    : QObject(parent), m_app(app), m_sessions(sessions)
{
    connect(&m_sessions, &SessionList::removed, this, &PaletteViewModel::prepareWhenShown);
    connect(&m_sessions, &SessionList::added, this, &PaletteViewModel::prepareWhenShown);
}

PaletteViewModel::~PaletteViewModel() = default;

void PaletteViewModel::show()
{
    if (m_active)
        return;
    m_active = true;
    m_app.browse()->chooseFolder(m_app.browse()->currentNodeId()); // that the commands for folders are about
    prepare();
    Q_EMIT activeChanged();
}

void PaletteViewModel::hide()
{
    if (!m_active)
        return;
    m_active = false;
    m_query.clear();
    m_rows.setEntries({}); // no name stays
    setCurrentIndex(-1);
    Q_EMIT queryChanged();
    Q_EMIT activeChanged();
}

void PaletteViewModel::prepareWhenShown()
{
    if (m_active)
        prepare();
}

void PaletteViewModel::prepare()
{
    std::vector<PaletteEntry> entries;
    addCommands(entries);
    addAccounts(entries);
    const QString current = m_app.browse()->currentAccountId();
    if (const Session *session = m_sessions.find(current)) // what is near comes first
        addPlaces(entries, *session);
    for (const auto &session : m_sessions.all()) {
        if (session->account().id != current)
            addPlaces(entries, *session);
    }
    m_rows.setEntries(std::move(entries));
    update();
}

void PaletteViewModel::addCommands(std::vector<PaletteEntry> &entries) const
{
    TextFolder folder;
    m_app.commands()->refresh();
    for (Command *command : m_app.commands()->all()) {
        if (!command->isOffered())
            continue;
        PaletteEntry entry;
        entry.name = command->name();
        entry.symbol = command->symbol();
        entry.keys = command->firstKey();
        entry.command = command;
        fold(entry, folder, entry.name, command->keysText());
        entries.push_back(std::move(entry));
    }
}

void PaletteViewModel::addAccounts(std::vector<PaletteEntry> &entries) const
{
    constexpr int AccountsWithKeys = 9;
    TextFolder folder;
    int number = 0;
    for (const auto &session : m_sessions.all()) {
        PaletteEntry entry;
        entry.accountId = session->account().id;
        //: A line of the command palette. %1 is the name of an account.
        entry.name = tr("Switch to %1").arg(session->account().name);
        entry.symbol = QStringLiteral("server");
        if (++number <= AccountsWithKeys)
            entry.keys = keyNames(QStringLiteral("Ctrl+%1").arg(number));
        fold(entry, folder, session->account().name, entry.name);
        entries.push_back(std::move(entry));
    }
}

void PaletteViewModel::addPlaces(std::vector<PaletteEntry> &entries, const Session &session) const
{
    if (session.state() == Session::State::Closed)
        return;
    TextFolder folder;
    QStringList path; // labels of the ancestors
    //: Between a folder and its parent, in the path of a folder.
    const QString separator = tr(" / ");
    for (const SidebarNode &node : m_app.browse()->placesOf(session)) {
        path.resize(node.depth);
        PaletteEntry entry;
        entry.accountId = session.account().id;
        entry.nodeId = node.id;
        //: A line of the command palette. %1 is the name of a list, folder or tag.
        entry.name = tr("Go to %1").arg(shownLabel(node));
        entry.detail = (QStringList{session.account().name} + path).join(separator);
        entry.symbol = node.iconName;
        fold(entry, folder, node.label, entry.detail + QLatin1Char(' ') + entry.name);
        entries.push_back(std::move(entry));
        path.append(shownLabel(node));
    }
}

void PaletteViewModel::setQuery(const QString &query)
{
    if (m_query == query || !m_active)
        return;
    m_query = query;
    update();
    Q_EMIT queryChanged();
}

void PaletteViewModel::update()
{
    m_rows.show(m_query);
    m_currentIndex = m_rows.rowCount() > 0 ? 0 : -1;
    Q_EMIT currentIndexChanged(); // another row is first, even where it is the same number
}

QString PaletteViewModel::statusText() const
{
    //: Command palette, in place of the results.
    return m_active && m_rows.rowCount() == 0 ? tr("No command and no place is called that") : QString();
}

QString PaletteViewModel::currentText() const
{
    const PaletteEntry *current = m_rows.at(m_currentIndex);
    if (!current)
        return {};
    return enumerated(
        {current->name, current->detail, current->command ? current->command->reason() : QString(), current->keys});
}

void PaletteViewModel::setCurrentIndex(int index)
{
    if (m_currentIndex == index)
        return;
    m_currentIndex = index;
    Q_EMIT currentIndexChanged();
}

void PaletteViewModel::move(int delta)
{
    const int rows = m_rows.rowCount();
    if (rows == 0)
        return;
    const bool beyond = (m_currentIndex == 0 && delta == -1) || (m_currentIndex == rows - 1 && delta == 1);
    setCurrentIndex(beyond ? rows - 1 - m_currentIndex : std::clamp(m_currentIndex + delta, 0, rows - 1));
}

void PaletteViewModel::activate()
{
    activateAt(m_currentIndex);
}

void PaletteViewModel::activateAt(int row)
{
    const PaletteEntry *chosen = m_rows.at(row);
    if (!chosen)
        return;
    setCurrentIndex(row);
    if (chosen->command && !chosen->command->isAvailable())
        return; // its reason stands beside it
    const PaletteEntry entry = *chosen;
    hide(); // first: what runs may want the keyboard
    if (entry.command)
        entry.command->run();
    else
        go(entry);
}

void PaletteViewModel::go(const PaletteEntry &place)
{
    BrowseViewModel *browse = m_app.browse();
    browse->editor()->leave([this, browse, place] {
        browse->selectAccount(place.accountId);
        if (!place.nodeId.isEmpty()) {
            browse->setSearchText({});
            browse->setTypeFilter({});
            browse->selectNode(place.nodeId);
        }
        Q_EMIT wentToPlace();
    });
}

} // namespace coffret
