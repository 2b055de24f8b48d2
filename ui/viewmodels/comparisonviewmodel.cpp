// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/comparisonviewmodel.h"

#include "core/base/displaytext.h"
#include "core/session/askinsession.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>
#include <numeric>

namespace coffret {

namespace {

using Depth = VaultEnvironments::Depth;

Task<Expected<EnvironmentTable>> compareAll(QPointer<Session> session, QString applicationId, Depth depth,
                                            StopToken stop)
{
    Task<Expected<std::vector<Environment>>> listing = allEnvironments(session, applicationId, stop);
    const auto environments = co_await listing;
    if (!environments)
        co_return failure(environments);
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    const std::vector<Environment> which = *environments;
    std::function<Task<Expected<EnvironmentTable>>(StopToken)> call = [session, applicationId, which,
                                                                       depth](StopToken token) {
        return session->environments()->compare(applicationId, which, depth, std::move(token));
    };
    Task<Expected<EnvironmentTable>> asking = askInSession<EnvironmentTable>(session, std::move(call), stop);
    Expected<EnvironmentTable> table = co_await asking;
    co_return table;
}

} // namespace

ComparisonViewModel::ComparisonViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                                         const Clock &clock, QObject *parent)
    : QObject(parent), m_value(settings, clipboard, toast, clock)
{
}

ComparisonViewModel::~ComparisonViewModel()
{
    m_stop.request_stop();
}

void ComparisonViewModel::show(Session *session, const QString &applicationId, const QString &name)
{
    close();
    if (!hasEnvironments(session) || applicationId.isEmpty())
        return;
    m_session = session;
    m_applicationId = applicationId;
    m_name = name;
    load(Depth::Names);
}

void ComparisonViewModel::close()
{
    ++m_generation;
    stopAll(m_stop);
    m_value.clear();
    m_applicationId.clear();
    m_name.clear();
    m_filter.clear();
    m_onlyDifferences = m_busy = m_loaded = false;
    m_error.reset();
    m_current = -1;
    m_cells.setFilter({});
    m_cells.setOnlyDifferences(false);
    m_cells.setTable({});
    m_names.setChoices({});
    m_environments.setChoices({});
    Q_EMIT currentChanged();
    Q_EMIT changed();
}

void ComparisonViewModel::reload()
{
    if (isOpen() && !m_busy)
        load(m_depth);
}

void ComparisonViewModel::compareValues()
{
    if (isOpen() && !m_busy)
        load(Depth::Values);
}

void ComparisonViewModel::load(Depth depth)
{
    m_depth = depth;
    m_busy = true;
    m_error.reset();
    m_value.clear();
    Q_EMIT changed();
    const quint64 generation = ++m_generation;
    QCoro::connect(compareAll(m_session, m_applicationId, depth, m_stop.get_token()), this,
                   [this, generation](Expected<EnvironmentTable> table) {
                       if (generation != m_generation)
                           return;
                       m_busy = false;
                       if (table)
                           take(std::move(*table));
                       else if (table.error().kind != ErrorKind::Cancelled)
                           m_error = table.error();
                       Q_EMIT changed();
                   });
}

void ComparisonViewModel::take(EnvironmentTable table)
{
    m_loaded = true;
    const int column = m_current < 0 || m_cells.columns() == 0 ? 0 : m_current % m_cells.columns();
    m_cells.setTable(std::move(table));
    listColumns();
    listRows();
    const auto &choices = m_names.choices();
    const auto row =
        std::find_if(choices.begin(), choices.end(), [this](const Choice &one) { return one.key == m_name; });
    const auto index = row == choices.end() ? 0 : static_cast<int>(row - choices.begin());
    m_current = -1; // so that it is told even where the number stays
    setCurrent(m_cells.rowCount() == 0 ? -1 : index * m_cells.columns() + std::min(column, m_cells.columns() - 1));
}

void ComparisonViewModel::listColumns()
{
    std::vector<Choice> columns;
    for (const EnvironmentTable::Column &column : m_cells.table().environments)
        columns.push_back({column.environment.id,
                           column.environment.name,
                           {},
                           column.error ? readRefusal(*column.error, m_session) : QString()});
    m_environments.setChoices(std::move(columns));
}

void ComparisonViewModel::listRows()
{
    std::vector<Choice> rows;
    for (const std::size_t shown : m_cells.shown()) {
        const EnvironmentRow &row = m_cells.table().rows[shown];
        rows.push_back({row.name, row.name, {}, EnvironmentCellModel::summaryOf(row)});
    }
    m_names.setChoices(std::move(rows));
}

void ComparisonViewModel::setFilter(const QString &text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    narrow([this] { m_cells.setFilter(m_filter); });
}

void ComparisonViewModel::setOnlyDifferences(bool only)
{
    if (m_onlyDifferences == only)
        return;
    m_onlyDifferences = only;
    narrow([this] { m_cells.setOnlyDifferences(m_onlyDifferences); });
}

/// Other rows: the chosen cell is among the former ones.
void ComparisonViewModel::narrow(const std::function<void()> &change)
{
    setCurrent(-1);
    change();
    listRows();
    setCurrent(m_cells.rowCount() > 0 ? 0 : -1);
    Q_EMIT changed();
}

void ComparisonViewModel::setCurrent(int cell)
{
    if (cell == m_current || cell >= m_cells.rowCount())
        return;
    m_value.clear(); // it was of another cell
    m_current = cell;
    if (const EnvironmentRow *row = m_cells.rowAt(cell))
        m_name = row->name;
    Q_EMIT currentChanged();
}

QString ComparisonViewModel::heading() const
{
    //: Heading of the comparison of environments. %1 is an application.
    return tr("Environments of %1").arg(collectionName(m_session, m_applicationId));
}

QString ComparisonViewModel::summary() const
{
    if (!m_loaded)
        return {};
    return areValuesCompared() ? summaryOfValues() : summaryOfNames();
}

QString ComparisonViewModel::summaryOfValues() const
{
    const auto &rows = m_cells.table().rows;
    const auto differing = static_cast<int>(std::count_if(rows.begin(), rows.end(), &EnvironmentCellModel::differs));
    const int uncompared = std::accumulate(rows.begin(), rows.end(), 0,
                                           [](int sum, const EnvironmentRow &row) { return sum + row.uncompared(); });
    if (differing == 0 && uncompared == 0)
        //: What a comparison of names and values comes to.
        return tr("All values are the same.");
    const QString found = differing == 0
                              //: What a comparison of names and values comes to, where some could not be compared.
                              ? tr("The values that could be compared are the same.")
                              //: What a comparison of names and values comes to. %n is a number of names.
                              : tr("%n name(s) differ.", nullptr, differing);
    if (uncompared == 0)
        return found;
    //: After what a comparison comes to. %n is a number of values.
    return inOneParagraph({found, tr("%n value(s) could not be compared.", nullptr, uncompared)});
}

QString ComparisonViewModel::summaryOfNames() const
{
    const auto &table = m_cells.table();
    const auto differing =
        static_cast<int>(std::count_if(table.rows.begin(), table.rows.end(), &EnvironmentCellModel::differs));
    if (differing > 0)
        //: What a comparison comes to in which values were not looked at. %n is a number of names.
        return tr("%n name(s) have no value somewhere. Whether the values are the same was not looked at.", nullptr,
                  differing);
    const bool isWhole = std::none_of(table.environments.begin(), table.environments.end(),
                                      [](const EnvironmentTable::Column &column) { return column.error.has_value(); });
    return isWhole ? //: What a comparison comes to in which values were not looked at.
               tr("Every name has a value everywhere. Whether the values are the same was not looked at.")
                   //: What a comparison comes to in which values were not looked at, and some environments not read.
                   : tr("Every name has a value wherever that could be read. Whether the values are the same was not "
                        "looked at.");
}

QString ComparisonViewModel::errorText() const
{
    return m_error ? readRefusal(*m_error, m_session) : QString();
}

QString ComparisonViewModel::errorHint() const
{
    return m_error ? describe(m_error->kind).hint : QString();
}

QString ComparisonViewModel::errorDetailsText() const
{
    return m_error ? errorDetails(*m_error) : QString();
}

QString ComparisonViewModel::emptyText() const
{
    if (!m_loaded || m_cells.rowCount() > 0)
        return {};
    if (!m_filter.isEmpty())
        //: In place of a comparison. %1 is what the user searched for.
        return tr("No name contains “%1”.").arg(m_filter);
    //: In place of a comparison.
    return m_onlyDifferences ? tr("Nothing is known to differ.") : tr("There are no secrets in these environments.");
}

QString ComparisonViewModel::currentHeading() const
{
    const EnvironmentRow *row = m_cells.rowAt(m_current);
    //: What is looked at in a comparison. %1 is a name, %2 an environment.
    return row ? tr("%1 in %2").arg(visibleText(row->name), visibleText(m_cells.environmentAt(m_current)->name))
               : QString();
}

QString ComparisonViewModel::currentText() const
{
    return m_cells.stateText(m_current);
}

bool ComparisonViewModel::hasValue() const
{
    const EnvironmentCell *cell = m_cells.cellAt(m_current);
    return cell && cell->state == EnvironmentCell::State::HasValue;
}

QString ComparisonViewModel::setHint() const
{
    const EnvironmentCell *cell = m_cells.cellAt(m_current);
    if (cell && cell->state == EnvironmentCell::State::NotTold)
        //: Why a value cannot be set there.
        return tr("This environment could not be read");
    return environmentWriteHint(m_session);
}

void ComparisonViewModel::toggle()
{
    if (m_value.isShown())
        m_value.hide();
    else if (hasValue())
        m_value.show(m_session, m_cells.cellAt(m_current)->secretId);
}

void ComparisonViewModel::copy()
{
    if (hasValue())
        m_value.copy(m_session, m_cells.cellAt(m_current)->secretId, currentHeading());
}

void ComparisonViewModel::set()
{
    if (m_cells.cellAt(m_current) && setHint().isEmpty())
        Q_EMIT valueWanted(m_cells.rowAt(m_current)->name, m_cells.environmentAt(m_current)->id);
}

} // namespace coffret
