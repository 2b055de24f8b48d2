// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: what is kept for when a server cannot be reached.
#include "core/store/settings.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/settingsviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <QCoreApplication>

namespace coffret {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OfflineSettingWords)
};

QString days(int count)
{
    if (count == 0)
        //: A choice in the settings: nothing is kept on this computer.
        return Words::tr("Keep nothing");
    //: A choice in the settings: for how long something is kept.
    return Words::tr("%n day(s)", nullptr, count);
}

} // namespace

void SettingsViewModel::addOffline(std::vector<Setting> &to)
{
    Setting kept = number(&Preferences::offlineDays, {0, 1, 7, 30}, days);
    kept.key = QStringLiteral("offlineDays");
    //: Section of the settings: working without the server.
    kept.section = tr("Offline");
    //: A setting: how long the list of secrets is kept on this computer.
    kept.label = tr("Keep what was listed for");
    //: What a setting does.
    kept.sentence =
        tr("Names are shown before the server answers, and without it. They are kept encrypted with your key.");
    to.push_back(std::move(kept));
    for (const auto &session : m_sessions.all()) {
        const bool isKept = m_settings.account(session->account().id) != nullptr;
        if (isKept && session->capabilities().testFlag(Capability::EndToEnd))
            to.push_back(keptMessagesOf(*session));
    }
}

Setting SettingsViewModel::keptMessagesOf(const Session &session)
{
    const QString id = session.account().id;
    Setting kept;
    kept.key = QStringLiteral("keepsOffline:") + id;
    kept.section = tr("Offline");
    //: A setting: which values of an account can be shown without its server. %1 is the account's name.
    kept.label = tr("Values of %1 without its server").arg(session.account().name);
    //: What a setting does.
    kept.sentence = tr("They are kept as the server sends them: encrypted for your key. The server notes favourites "
                       "and everything as read by you.");
    kept.kind = Setting::Kind::Choice;
    //: Choices of a setting: which values can be shown without the server.
    kept.choices = {{toString(KeepsOffline::Nothing), tr("None"), {}, {}},
                    {toString(KeepsOffline::Used), tr("Used in the last 30 days"), {}, {}},
                    {toString(KeepsOffline::Favourites), tr("Those and favourites"), {}, {}},
                    {toString(KeepsOffline::Everything), tr("Everything"), {}, {}}};
    kept.value = [this, id] {
        const Account *const account = m_settings.account(id);
        return account == nullptr ? QString() : toString(account->keepsOffline);
    };
    kept.set = [this, id](const QString &value) {
        const Account *const account = m_settings.account(id);
        if (account == nullptr)
            return;
        Account edited = *account;
        edited.keepsOffline = keepsOfflineFromString(value);
        if (const Expected<void> saved = m_settings.saveAccount(edited); !saved)
            m_app.toast()->showMessage(describe(saved.error().kind).text);
        refreshRows();
        Q_EMIT changed();
    };
    return kept;
}

} // namespace coffret
