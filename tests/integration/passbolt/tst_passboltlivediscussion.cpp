// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about a secret, what it was before and when it runs out, at a real Passbolt. COFFRET_LIVE_PASSBOLT as
// README.md tells. Everything made here has a name that begins with "discussed" and is removed again.
#include "tests/integration/passbolt/liveperson.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QCoroTask>

using namespace coffret;
using namespace coffret::test;

class TestPassboltLiveDiscussion : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    QString m_name;
    std::unique_ptr<LivePerson> m_ada;
    std::unique_ptr<LivePerson> m_betty;
    QStringList m_secrets; ///< to be removed

    void meet()
    {
        QFETCH(QString, instance);
        if (m_name == instance)
            return;
        m_name = instance;
        m_ada = std::make_unique<LivePerson>(m_instances[instance].toObject(), QStringLiteral("ada"));
        m_betty = std::make_unique<LivePerson>(m_instances[instance].toObject(), QStringLiteral("betty"));
    }
    [[nodiscard]] QString newSecret(const char *password)
    {
        SecretDraft draft = draftOf(writingSamples().front(), QStringLiteral("discussed"),
                                    encryptsMetadata(m_instances[m_name].toObject()));
        draft.fields.front().value = SecretBuffer::copyOf(password);
        const auto id = m_ada->save(std::move(draft));
        if (id)
            m_secrets.append(*id);
        return id.value_or(QString());
    }
    [[nodiscard]] QString changePassword(const QString &id, const QByteArray &password) const
    {
        auto shown = m_ada->edit(id);
        if (!shown)
            return problemOf(shown);
        shown->draft.fields.front().value =
            SecretBuffer::copyOf({password.constData(), static_cast<std::size_t>(password.size())});
        return problemOf(m_ada->save(std::move(shown->draft)));
    }
    [[nodiscard]] QString rename(const QString &id) const
    {
        auto shown = m_ada->edit(id);
        if (!shown)
            return problemOf(shown);
        shown->draft.name = QStringLiteral("discussed, renamed");
        shown->draft.fields.clear();
        shown->draft.valuesChanged = false;
        return problemOf(m_ada->save(std::move(shown->draft)));
    }
    [[nodiscard]] QString giveBetty(const QString &id, AccessRight before, AccessRight after) const
    {
        return m_ada->share(SharePlan::Target::Secret, id, {accessChange(m_betty->id(), before, after)});
    }
    [[nodiscard]] static QString commentsOf(const QString &id)
    {
        return QStringLiteral("/comments/resource/%1.json?contain[creator]=1").arg(id);
    }

private Q_SLOTS:
    void cleanup();
    void comments_data() { addLiveInstances(); }
    void comments();
    void earlierValues_data() { addLiveInstances(); }
    void earlierValues();
    void runsOutWhenSomebodyLosesIt_data() { addLiveInstances(); }
    void runsOutWhenSomebodyLosesIt();
    void saysWhatIsNotThere_data() { addLiveInstances(); }
    void saysWhatIsNotThere();
};

void TestPassboltLiveDiscussion::cleanup()
{
    for (const QString &id : std::exchange(m_secrets, {}))
        QCOMPARE(m_ada->guest.remove(QStringLiteral("/resources/%1.json").arg(id)).status, 200);
}

void TestPassboltLiveDiscussion::comments()
{
    meet();
    const QString id = newSecret("x");
    VaultDiscussion &adas = *m_ada->session->discussion();
    VaultDiscussion &bettys = *m_betty->session->discussion();
    QCOMPARE(kindOf(QCoro::waitFor(bettys.comments(id, {}))), ErrorKind::NotFound);
    QCOMPARE(giveBetty(id, AccessRight::None, AccessRight::Read), QString());

    const QString said = QString::fromUtf8("Schlüssel liegt “links”\n<b>not bold</b>");
    const auto first = QCoro::waitFor(adas.addComment(id, {}, said, {}));
    VERIFY_OK(first);
    const auto answer = QCoro::waitFor(bettys.addComment(id, *first, QString(255, QChar(0xE4)), {}));
    VERIFY_OK(answer);
    QCOMPARE(kindOf(QCoro::waitFor(adas.addComment(id, {}, QString(256, QLatin1Char('x')), {}))),
             ErrorKind::InvalidInput);
    const auto seen = QCoro::waitFor(adas.comments(id, {}));
    VERIFY_OK(seen);
    QCOMPARE(seen->size(), std::size_t(2));
    QCOMPARE(seen->front().content, said);
    QVERIFY(seen->front().mine && !seen->back().mine);
    QCOMPARE(seen->back().parentId, *first);
    QCOMPARE(seen->back().author, m_betty->guest.text("name"));

    QVERIFY(!QCoro::waitFor(bettys.editComment(*first, QStringLiteral("hers now"), {})));
    QVERIFY(!QCoro::waitFor(adas.removeComment(*answer, {})));
    VERIFY_OK(QCoro::waitFor(adas.editComment(*first, QStringLiteral("changed"), {})));
    const QJsonValue rows = m_betty->guest.get(commentsOf(id)).body;
    QCOMPARE(rows.toArray().size(), 1);
    QCOMPARE(textAt(rows[0], "content"), QStringLiteral("changed"));
    QCOMPARE(textAt(rows[0][QLatin1String("children")][0], "content"), QString(255, QChar(0xE4)));
    VERIFY_OK(QCoro::waitFor(bettys.removeComment(*answer, {})));
    VERIFY_OK(QCoro::waitFor(adas.removeComment(*first, {})));
    QVERIFY(m_betty->guest.get(commentsOf(id)).body.toArray().isEmpty());
}

void TestPassboltLiveDiscussion::earlierValues()
{
    meet();
    const auto settings = m_ada->guest.get(QStringLiteral("/secret-revisions/settings.json"));
    const int kept = settings.body[QLatin1String("max_revisions")].toInt();
    if (settings.status != 200 || kept <= 1)
        QSKIP("this server keeps no earlier values");
    const QString id = newSecret("value 0");
    for (int i = 1; i <= kept; ++i) {
        QVERIFY(secondHasPassed());
        QCOMPARE(changePassword(id, "value " + QByteArray::number(i)), QString());
    }
    QCOMPARE(rename(id), QString()); // makes none
    const auto revisions = QCoro::waitFor(m_ada->session->discussion()->revisions(id, {}));
    VERIFY_OK(revisions);
    QCOMPARE(revisions->size(), static_cast<std::size_t>(kept));
    QVERIFY(revisions->front().current);
    QCOMPARE(revisions->front().who, m_ada->guest.text("name"));
    QStringList values;
    QStringList wanted;
    for (int i = 0; i < kept; ++i) {
        const auto shown = QCoro::waitFor(m_ada->session->revealRevision(
            id, revisions->at(static_cast<std::size_t>(i)).id, fieldKey(FieldKind::Password)));
        VERIFY_OK(shown);
        QCOMPARE(shown->verdict.state, SignatureState::Expected);
        values.append(QString::fromUtf8(shown->value.view().data(), static_cast<qsizetype>(shown->value.size())));
        wanted.append(QStringLiteral("value %1").arg(kept - i));
    }
    QCOMPARE(values, wanted);
    const QJsonArray rows =
        m_ada->guest.get(QStringLiteral("/secret-revisions/resource/%1.json?contain[secret]=1").arg(id)).body.toArray();
    QCOMPARE(rows.size(), kept);
    for (const QJsonValue row : rows)
        QCOMPARE(m_ada->problemWith(textAt(row[QLatin1String("secrets")][0], "data"), m_ada->fingerprint()), QString());
    // What was there before Betty came is not for her.
    QCOMPARE(giveBetty(id, AccessRight::None, AccessRight::Read), QString());
    VERIFY_OK(QCoro::waitFor(m_betty->session->refresh()));
    const auto hers = QCoro::waitFor(m_betty->session->discussion()->revisions(id, {}));
    VERIFY_OK(hers);
    QCOMPARE(hers->size(), std::size_t(1));
}

/// The administrator's rule: once somebody who has read a value loses it, it runs out, and a new value has no such
/// date.
void TestPassboltLiveDiscussion::runsOutWhenSomebodyLosesIt()
{
    meet();
    const QJsonValue rule = m_ada->guest.get(QStringLiteral("/password-expiry/settings.json")).body;
    if (!rule[QLatin1String("automatic_expiry")].toBool() || !rule[QLatin1String("automatic_update")].toBool())
        QSKIP("this server lets no value run out by itself");
    const QString id = newSecret("known to both");
    QCOMPARE(giveBetty(id, AccessRight::None, AccessRight::Read), QString());
    QVERIFY(m_betty->guest.open(m_betty->messageOf(id)).contains("known to both"));
    QCOMPARE(giveBetty(id, AccessRight::Read, AccessRight::None), QString());
    VERIFY_OK(QCoro::waitFor(m_ada->session->refresh()));
    const QDateTime ranOut = m_ada->listed(id).expires;
    QVERIFY(ranOut.isValid());
    QVERIFY(ranOut <= QDateTime::currentDateTimeUtc().addSecs(5));
    QCOMPARE(rename(id), QString());
    QCOMPARE(m_ada->listed(id).expires, ranOut);
    QCOMPARE(changePassword(id, "hers no more"), QString());
    const int days = rule[QLatin1String("default_expiry_period")].toInt();
    QCOMPARE(m_ada->listed(id).expires.isValid(), days > 0);
    QCOMPARE(m_ada->rowOf(id)[QLatin1String("expired")].isNull(), days == 0);
    QCOMPARE(m_betty->guest.get(QStringLiteral("/secrets/resource/%1.json").arg(id)).status, 404);
}

void TestPassboltLiveDiscussion::saysWhatIsNotThere()
{
    meet();
    const QString id = newSecret("x");
    const Capabilities can = m_ada->session->capabilities();
    if (!can.testFlag(Capability::Tags)) {
        QCOMPARE(m_ada->guest.get(QStringLiteral("/tags.json")).status, 404);
        QCOMPARE(kindOf(QCoro::waitFor(m_ada->session->setTags(id, {QStringLiteral("x")}))), ErrorKind::Unsupported);
    }
    if (!can.testFlag(Capability::Activity)) {
        QCOMPARE(m_ada->guest.get(QStringLiteral("/actionlog/resource/%1.json").arg(id)).status, 404);
        QCOMPARE(kindOf(QCoro::waitFor(m_ada->session->discussion()->activity(id, {}))), ErrorKind::Unsupported);
    }
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveDiscussion>(argc, argv);
}

#include "tst_passboltlivediscussion.moc"
