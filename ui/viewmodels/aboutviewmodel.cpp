// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/aboutviewmodel.h"

#include "ui/viewmodels/texts.h"

namespace coffret {

namespace {

/// Whole features, as they are named in a list of what is missing.
QStringList missingFeatures(Capabilities has)
{
    const std::pair<Capability, QString> features[] = {
        //: In a list of what an account does not have.
        {Capability::Write, AboutViewModel::tr("changing secrets")},
        {Capability::CollectionTree, AboutViewModel::tr("folders")},
        {Capability::Favourites, AboutViewModel::tr("favourites")},
        {Capability::Tags, AboutViewModel::tr("tags")},
        {Capability::Sharing, AboutViewModel::tr("sharing")},
        {Capability::Groups, AboutViewModel::tr("groups")},
        {Capability::Comments, AboutViewModel::tr("comments")},
        {Capability::Activity, AboutViewModel::tr("activity log")},
        {Capability::History, AboutViewModel::tr("earlier values")},
        {Capability::Expiry, AboutViewModel::tr("expiry dates")},
    };
    QStringList missing;
    for (const auto &[capability, name] : features) {
        if (!has.testFlag(capability))
            missing.append(name);
    }
    return missing;
}

} // namespace

QStringList lackSentences(Capabilities has)
{
    QStringList sentences;
    if (const QStringList missing = missingFeatures(has); !missing.isEmpty())
        //: About an account. %1 is a list of features, for example "tags, activity log".
        sentences.append(
            AboutViewModel::tr("Missing, because the server lacks it or its administrator keeps it off: %1.")
                .arg(enumerated(missing)));
    if (!has.testFlag(Capability::Reveal))
        //: About an account.
        sentences.append(AboutViewModel::tr("Your administrator does not allow showing values."));
    if (!has.testFlag(Capability::Copy))
        //: About an account.
        sentences.append(AboutViewModel::tr("Your administrator does not allow copying values."));
    if (has.testFlag(Capability::Sharing) && has.testFlag(Capability::CollectionTree) &&
        !has.testFlag(Capability::FolderSharing))
        //: About an account.
        sentences.append(AboutViewModel::tr("Folders cannot be shared here, only secrets."));
    if (has.testFlag(Capability::Expiry) && !has.testFlag(Capability::ExpiryChoice))
        //: About an account.
        sentences.append(AboutViewModel::tr("Your administrator decides when secrets expire."));
    if (!has.testFlag(Capability::EndToEnd))
        //: About an account.
        sentences.append(
            AboutViewModel::tr("Values are not encrypted end to end: whoever runs the server can read them."));
    return sentences;
}

AboutViewModel::AboutViewModel(QObject *parent) : QObject(parent) {}

void AboutViewModel::show(Session *session)
{
    m_session = session;
    Q_EMIT changed();
}

void AboutViewModel::close()
{
    show(nullptr);
}

QString AboutViewModel::name() const
{
    return m_session ? m_session->account().name : QString();
}

QString AboutViewModel::service() const
{
    if (!m_session)
        return {};
    const ServerFacts facts = m_session->serverFacts();
    QStringList words{serviceLabel(m_session->account().service)};
    if (!facts.version.isEmpty())
        words.append(facts.version);
    if (!facts.edition.isEmpty())
        words.append(facts.edition.toUpper());
    return words.join(QLatin1Char(' '));
}

QString AboutViewModel::server() const
{
    return m_session ? m_session->account().server.toDisplayString() : QString();
}

QString AboutViewModel::user() const
{
    return m_session ? m_session->serverFacts().user : QString();
}

QString AboutViewModel::fingerprint() const
{
    return m_session ? groupedFingerprint(m_session->account().keyFingerprint) : QString();
}

QStringList AboutViewModel::sentences() const
{
    if (!m_session)
        return {};
    if (!m_session->lastSync().isValid())
        //: About an account.
        return {tr("What this account can do is known once it was opened.")};
    QStringList sentences = lackSentences(m_session->capabilities());
    if (m_session->sealing() && m_session->sealing()->setting().on)
        //: About an account whose values are encrypted with OpenPGP by Coffret.
        sentences.append(
            tr("Sealed values are an exception: they leave this computer encrypted and signed with OpenPGP."));
    return sentences;
}

} // namespace coffret
