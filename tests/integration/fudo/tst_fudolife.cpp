// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/session/session.h"
#include "core/store/memorycredentialstore.h"
#include "core/vault/fudo/fudovault.h"
#include "tests/support/demovaultprocess.h"
#include "tests/support/fakes.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

using State = CheckOut::State;

namespace {

QJsonObject rule(const char *method, const QString &path, QJsonObject effect)
{
    effect.insert(QStringLiteral("method"), QLatin1String(method));
    effect.insert(QStringLiteral("path"), QStringLiteral("/api/v2") + path);
    return effect;
}

const QJsonObject Gone{{QStringLiteral("gone"), true}};

} // namespace

/// A session on the demo vault, through the life of check-outs and the accidents of writing: agreement with the
/// vendor's documents and with what is guessed beside them, not with the product.
class FudoLifeTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    MemoryCredentialStore m_credentials;
    fakes::FakeOpenPgp m_openPgp;
    WorkerPool m_workers{1};
    SystemClock m_clock;
    Account m_account;
    std::unique_ptr<Session> m_session;

    [[nodiscard]] DemoVaultProcess::Answer ask(const QByteArray &method, const QString &path,
                                               const QJsonObject &body = {}, const QByteArray &token = {}) const
    {
        return m_demo->ask(method, QUrl(m_demo->fudo().url.toString() + QStringLiteral("/api/v2") + path),
                           method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact),
                           {{"Authorization", token.isEmpty() ? m_demo->fudo().adaToken : token},
                            {"Content-Type", "application/json"}});
    }
    [[nodiscard]] QString secretWith(const QString &policy, const QString &mode, int skip = 0) const
    {
        const QString path = QStringLiteral("/secret?filter=type.in(login),access_policy.in(%1),checkout_mode.in(%2)");
        const QJsonArray rows = ask("GET", path.arg(policy, mode)).json()[QLatin1String("secret")].toArray();
        const QString id = rows.at(skip)[QLatin1String("id")].toString();
        if (id.isEmpty())
            qFatal("no such secret in the demo vault");
        return id;
    }
    void configure(const QString &id, QJsonObject changes) const
    {
        changes.insert(QStringLiteral("id"), id);
        QVERIFY(m_demo->configureFudo({{QStringLiteral("secret"), changes}}));
    }
    void decide(const QString &id, const QString &status, const char *user = "ada") const
    {
        QVERIFY(m_demo->configureFudo(
            {{QStringLiteral("decide"), QJsonObject{{QStringLiteral("secret"), id},
                                                    {QStringLiteral("user"), QLatin1String(user)},
                                                    {QStringLiteral("status"), status},
                                                    {QStringLiteral("seconds"), 3600},
                                                    {QStringLiteral("reason"), QStringLiteral("because")}}}}));
    }
    void open(const Account &account)
    {
        m_session = std::make_unique<Session>(account, std::make_unique<FudoVault>(account, m_credentials), m_openPgp,
                                              m_workers, m_clock);
        const auto opened = QCoro::waitFor(m_session->open());
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().detail));
    }
    [[nodiscard]] VaultCheckOut &life() const { return *m_session->checkOut(); }
    [[nodiscard]] State stateOf(const QString &id) const
    {
        const auto state = QCoro::waitFor(life().state(id, {}));
        if (!state)
            qFatal("no state: %s", qPrintable(state.error().detail));
        return state->state;
    }
    [[nodiscard]] bool isMarked(const QString &id, Marker marker) const
    {
        const auto catalog = m_session->catalog();
        return catalog->summary(catalog->rowOf(id)).markers.testFlag(marker);
    }
    [[nodiscard]] ErrorKind revealError(const QString &id) const
    {
        const auto revealed = QCoro::waitFor(m_session->reveal(id, QStringLiteral("password")));
        return revealed ? ErrorKind::Internal : revealed.error().kind;
    }
    [[nodiscard]] std::shared_ptr<SecretDraft> newLogin(const QString &name, const QStringList &uris) const
    {
        auto draft = std::make_shared<SecretDraft>();
        draft->name = name;
        draft->collectionId = ask("GET", QStringLiteral("/collection?filter=name.in(Staging)"))
                                  .json()[QLatin1String("collection")][0][QLatin1String("id")]
                                  .toString();
        draft->username = QStringLiteral("u");
        draft->uris = uris;
        draft->fields.push_back(
            {FieldKind::Password, QStringLiteral("password"), {}, true, SecretBuffer::copyOf("pw")});
        return draft;
    }
    [[nodiscard]] QJsonArray named(const QString &name) const
    {
        return ask("GET", QStringLiteral("/secret?filter=name.in(%1)").arg(name))
            .json()[QLatin1String("secret")]
            .toArray();
    }
    [[nodiscard]] Account portalAccount()
    {
        Account account = m_account;
        account.portalUser = QStringLiteral("ada");
        const QByteArray password = m_demo->fudo().adaPassword;
        const auto written = QCoro::waitFor(
            m_credentials.write(QStringLiteral("account/password"), SecretBuffer::copyOf(password.toStdString())));
        if (!written)
            qFatal("no password");
        return account;
    }
    /// One in ada's own vault, which betty never sees unless it is granted to her.
    [[nodiscard]] QString noteOfAda() const
    {
        const QString personal = ask("GET", QStringLiteral("/collection?fields=id&filter=vault.in(personal)"))
                                     .json()[QLatin1String("collection")][0][QLatin1String("id")]
                                     .toString();
        const QJsonObject note{{QStringLiteral("name"), QStringLiteral("Ada's note")},
                               {QStringLiteral("collection_id"), personal},
                               {QStringLiteral("type"), QStringLiteral("note")},
                               {QStringLiteral("secret"), QStringLiteral("text")}};
        const QString id = ask("POST", QStringLiteral("/secret"), note)
                               .json()[QLatin1String("secret")][QLatin1String("id")]
                               .toString();
        if (id.isEmpty())
            qFatal("no secret of ada's");
        return id;
    }
    void setRules(const QJsonArray &rules) const { QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), rules}})); }

private Q_SLOTS:
    void init()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("fudo"),
                                                                QStringLiteral("--secrets"), QStringLiteral("200")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        QVERIFY(m_demo->configureFudo({{QStringLiteral("auto_approve"), false}}));
        QFile authority(m_demo->certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        m_account.id = QStringLiteral("account");
        m_account.service = Service::FudoUag;
        m_account.server = m_demo->fudo().url;
        m_account.certificateAuthorities = authority.readAll();
        m_account.portalUser.clear();
        const QByteArray token = m_demo->fudo().adaToken;
        QVERIFY(QCoro::waitFor(m_credentials.write(
            QStringLiteral("account/token"), SecretBuffer::copyOf({token.constData(), std::size_t(token.size())}))));
    }
    void cleanup()
    {
        m_session.reset();
        m_demo.reset();
    }

    void aRequestIsApprovedUsedAndRunsOut()
    {
        const QString id = secretWith(QStringLiteral("view_on_request"), QStringLiteral("simple"));
        configure(id, {{QStringLiteral("needs_approval"), true}});
        open(m_account);
        QVERIFY(isMarked(id, Marker::NeedsApproval));
        QCOMPARE(stateOf(id), State::Available);
        QCOMPARE(revealError(id), ErrorKind::ApprovalNeeded);
        QCOMPARE(QCoro::waitFor(life().checkOut(id, {})).error().kind, ErrorKind::ApprovalNeeded);

        const AccessRequest request(QStringLiteral("outage"), 2);
        const auto made = QCoro::waitFor(life().request(id, request, {}));
        QVERIFY(made && made->state == State::Requested);
        QCOMPARE(made->reason, QStringLiteral("outage"));
        decide(id, QStringLiteral("rejected"));
        const auto refused = QCoro::waitFor(life().state(id, {}));
        QVERIFY(refused->state == State::Refused);
        QCOMPARE(refused->comment, QStringLiteral("because"));

        QVERIFY(QCoro::waitFor(life().request(id, request, {})));
        decide(id, QStringLiteral("granted"));
        const auto approved = QCoro::waitFor(life().state(id, {}));
        QVERIFY(approved->state == State::Approved);
        QVERIFY(approved->until > QDateTime::currentDateTimeUtc());
        QTRY_VERIFY(!isMarked(id, Marker::NeedsApproval));
        const auto grants = QCoro::waitFor(life().grants({}));
        QVERIFY(grants && grants->size() == 1 && grants->front().secretId == id);

        QVERIFY(m_demo->configureFudo({{QStringLiteral("checkout_seconds"), 1.5}}));
        const QSignalSpy ended(m_session.get(), &Session::accessEnded);
        const auto out = QCoro::waitFor(life().checkOut(id, {}));
        QVERIFY2(out, qPrintable(out ? QString() : out.error().detail));
        QVERIFY(out->until.isValid());
        QTRY_VERIFY(isMarked(id, Marker::CheckedOutByMe));
        QVERIFY(QCoro::waitFor(m_session->reveal(id, QStringLiteral("password"))));
        QCOMPARE(life().held().size(), std::size_t(1));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.front().front().toString(), id);
        QVERIFY(life().held().empty());
        QTRY_VERIFY(!isMarked(id, Marker::CheckedOutByMe));
        decide(id, QStringLiteral("revoked"));
        QCOMPARE(revealError(id), ErrorKind::AccessEnded); // nothing of it was kept
    }

    void aRevokedGrantEndsWhatIsShown()
    {
        const QString id = secretWith(QStringLiteral("view_on_request"), QStringLiteral("simple"));
        configure(id, {{QStringLiteral("needs_approval"), true}});
        open(m_account);
        QVERIFY(QCoro::waitFor(life().request(id, AccessRequest(QStringLiteral("x"), 1), {})));
        decide(id, QStringLiteral("granted"));
        QVERIFY(QCoro::waitFor(m_session->reveal(id, QStringLiteral("password"))));
        const QSignalSpy ended(m_session.get(), &Session::accessEnded);
        decide(id, QStringLiteral("revoked"));
        QVERIFY(QCoro::waitFor(m_session->refresh())); // a sync is enough to notice
        QCOMPARE(ended.size(), 1);
        QCOMPARE(stateOf(id), State::Expired);
        QCOMPARE(revealError(id), ErrorKind::AccessEnded);
    }

    void aRevokedGrantLeavesTheList()
    {
        const QString id = noteOfAda();
        const QByteArray token = m_demo->fudo().bettyToken;
        QVERIFY(QCoro::waitFor(
            m_credentials.write(QStringLiteral("account/token"), SecretBuffer::copyOf(token.toStdString()))));
        open(m_account);
        QVERIFY(m_session->catalog()->rowOf(id) == Catalog::NoRow);
        const QJsonObject request{{QStringLiteral("type"), QStringLiteral("preview")},
                                  {QStringLiteral("secret_id"), id},
                                  {QStringLiteral("reason"), QStringLiteral("x")}};
        QCOMPARE(ask("POST", QStringLiteral("/access_request"), request, token).status, 200);
        decide(id, QStringLiteral("granted"), "betty");
        QVERIFY(QCoro::waitFor(m_session->refresh()));
        QVERIFY(m_session->catalog()->rowOf(id) != Catalog::NoRow);
        QVERIFY(QCoro::waitFor(m_session->openDetails(id)));
        const QSignalSpy ended(m_session.get(), &Session::accessEnded);
        decide(id, QStringLiteral("revoked"), "betty");
        QVERIFY(QCoro::waitFor(m_session->refresh()));
        QCOMPARE(ended.size(), 1);
        for (int i = 0; i < 3; ++i) { // nor does what was still being done put it back
            QVERIFY(m_session->catalog()->rowOf(id) == Catalog::NoRow);
            (void)QCoro::waitFor(m_workers.run(std::function<int()>([] { return 0; })));
        }
    }

    void anotherUserIsFaster()
    {
        const QString id = secretWith(QStringLiteral("view_on_request"), QStringLiteral("simple"));
        configure(id, {{QStringLiteral("mode"), QStringLiteral("exclusive")}});
        open(m_account);
        const auto before = QCoro::waitFor(life().state(id, {}));
        QVERIFY(before->state == State::Available && before->exclusive);
        QCOMPARE(ask("POST", QStringLiteral("/secret/%1/checkout").arg(id), {}, m_demo->fudo().bettyToken).status, 200);
        QCOMPARE(QCoro::waitFor(life().checkOut(id, {})).error().kind, ErrorKind::HeldByAnother);
        const auto held = QCoro::waitFor(life().state(id, {}));
        QVERIFY(held->state == State::HeldByAnother);
        QCOMPARE(held->holder, QStringLiteral("betty"));
        QCOMPARE(revealError(id), ErrorKind::HeldByAnother);
        configure(id, {{QStringLiteral("release"), QStringLiteral("betty")}});
        const auto out = QCoro::waitFor(life().checkOut(id, {}));
        QVERIFY(out && out->state == State::CheckedOut);
        // And the other way round: the other has to wait for ours.
        QCOMPARE(ask("POST", QStringLiteral("/secret/%1/checkout").arg(id), {}, m_demo->fudo().bettyToken).status, 409);
        QVERIFY(QCoro::waitFor(life().checkIn(id, {}))->state == State::Returned);
        QCOMPARE(ask("POST", QStringLiteral("/secret/%1/checkout").arg(id), {}, m_demo->fudo().bettyToken).status, 200);
    }

    void closingGivesBackByChoice()
    {
        const QString id = secretWith(QStringLiteral("view_on_request"), QStringLiteral("simple"));
        configure(id, {{QStringLiteral("needs_approval"), false}});
        const auto isOut = [&] {
            return ask("GET", QStringLiteral("/secret/") + id)
                .json()[QLatin1String("secret")]
                .toObject()
                .contains(QLatin1String("my_checkout_id"));
        };
        open(m_account);
        QVERIFY(QCoro::waitFor(life().checkOut(id, {})));
        QVERIFY(isOut());
        QCoro::waitFor(m_session->close());
        QVERIFY(!isOut());
        Account keeping = m_account;
        keeping.givesBackCheckOuts = false;
        open(keeping);
        QVERIFY(QCoro::waitFor(life().checkOut(id, {})));
        QCoro::waitFor(m_session->close());
        QVERIFY(isOut());
        open(m_account); // and it is remembered as held the next time
        QCOMPARE(life().held().size(), std::size_t(1));
        QVERIFY(isMarked(id, Marker::CheckedOutByMe));
    }

    void createsReadsChangesAndRemoves()
    {
        open(m_account);
        const QStringList uris{QStringLiteral("https://a.example"), QStringLiteral("ssh://b.example")};
        const auto id = QCoro::waitFor(m_session->save(newLogin(QStringLiteral("Made here"), uris), {}));
        QVERIFY2(id, qPrintable(id ? QString() : id.error().detail));
        QCOMPARE(m_session->catalog()->summary(m_session->catalog()->rowOf(*id)).uris, uris);
        auto edit = QCoro::waitFor(m_session->edit(*id));
        QVERIFY2(edit, qPrintable(edit ? QString() : edit.error().detail));
        auto draft = std::make_shared<SecretDraft>(std::move(edit->draft));
        draft->description = QStringLiteral("Updated description");
        draft->uris = QStringList{QStringLiteral("ssh://b.example"), QStringLiteral("https://c.example")};
        const auto saved = QCoro::waitFor(m_session->save(draft, {}));
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        const auto history = QCoro::waitFor(m_session->discussion()->revisions(*id, {}));
        QVERIFY(history && history->size() == 1); // the value stayed what it was
        QCOMPARE(ask("PATCH", QStringLiteral("/secret/") + *id, {{QStringLiteral("login"), QStringLiteral("theirs")}})
                     .status,
                 200);
        draft->username = QStringLiteral("mine");
        QCOMPARE(QCoro::waitFor(m_session->save(draft, {})).error().kind, ErrorKind::Conflict);
        QCOMPARE(named(QStringLiteral("Made here"))[0][QLatin1String("login")].toString(), QStringLiteral("theirs"));
        QVERIFY(QCoro::waitFor(m_session->remove(*id)));
        QVERIFY(named(QStringLiteral("Made here")).isEmpty());
    }

    void nothingIsReplacedInAnAddress()
    {
        open(m_account);
        const QStringList uris{QStringLiteral("https://x/{secret.secret.id}")};
        const auto id = QCoro::waitFor(m_session->save(newLogin(QStringLiteral("Braces"), uris), {}));
        QVERIFY2(id, qPrintable(id ? QString() : id.error().detail));
        QCOMPARE(m_session->catalog()->summary(m_session->catalog()->rowOf(*id)).uris, uris);
    }

    void theServerGoesBetweenTheTwoCallsOfACreation_data()
    {
        QTest::addColumn<QString>("batch");
        QTest::addColumn<bool>("comesBack");
        QTest::newRow("and comes back") << QStringLiteral("off") << true;
        QTest::newRow("and stays away") << QStringLiteral("off") << false;
        QTest::newRow("batch not allowed") << QStringLiteral("forbidden") << true;
    }
    void theServerGoesBetweenTheTwoCallsOfACreation()
    {
        QFETCH(QString, batch);
        QFETCH(bool, comesBack);
        QVERIFY(m_demo->configureFudo({{QStringLiteral("batch"), batch}}));
        open(m_account);
        QJsonArray rules{rule("POST", QStringLiteral("/secret/"), Gone)};
        if (!comesBack)
            rules.append(rule("DELETE", QStringLiteral("/secret/"), Gone));
        setRules(rules);
        const auto draft = newLogin(QStringLiteral("Half made"), {QStringLiteral("https://a.example")});
        const auto made = QCoro::waitFor(m_session->save(draft, {}));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Unreachable);
        const QJsonArray left = named(QStringLiteral("Half made"));
        QCOMPARE(left.size(), comesBack ? 0 : 1);
        const bool isSaid = made.error().detail.contains(QLatin1String("could not be removed"));
        QCOMPARE(isSaid, !comesBack);
        if (!comesBack)
            QVERIFY(made.error().detail.contains(left[0][QLatin1String("id")].toString()));
    }

    void aBatchIsAllOrNothing_data()
    {
        QTest::addColumn<QString>("batch");
        QTest::newRow("by the server") << QStringLiteral("on");
        QTest::newRow("and by us where the server forgets") << QStringLiteral("careless");
    }
    void aBatchIsAllOrNothing()
    {
        QFETCH(QString, batch);
        QVERIFY(m_demo->configureFudo({{QStringLiteral("batch"), batch}}));
        open(m_account);
        const QString refused = QStringLiteral("https://refused.example");
        QVERIFY(m_demo->configureFudo({{QStringLiteral("refuse_uri"), refused}}));
        const auto draft = newLogin(QStringLiteral("Half made"), {QStringLiteral("https://ok.example"), refused});
        const auto made = QCoro::waitFor(m_session->save(draft, {}));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::InvalidInput);
        QVERIFY(named(QStringLiteral("Half made")).isEmpty());
    }

    void aTokenThatEndsInTheMiddleOfAList()
    {
        FudoVault vault(m_account, m_credentials);
        QVERIFY(QCoro::waitFor(vault.signIn({})));
        const auto first = QCoro::waitFor(vault.fetchIndex({}, {}));
        QVERIFY(first && !first->nextCursor.isEmpty());
        QVERIFY(m_demo->configureFudo({{QStringLiteral("revoke_token"), QStringLiteral("ada")}}));
        QCOMPARE(QCoro::waitFor(vault.fetchIndex(first->nextCursor, {})).error().kind, ErrorKind::NotAuthenticated);
    }

    void aPortalUserIsSignedInAgain()
    {
        const Account account = portalAccount();
        open(account);
        QVERIFY(m_demo->configureFudo({{QStringLiteral("revoke_token"), QStringLiteral("ada")}}));
        const QString id = m_session->catalog()->summary(Catalog::Row(0)).id;
        QVERIFY(QCoro::waitFor(m_session->refresh()));
        QVERIFY(m_session->catalog()->rowOf(id) != Catalog::NoRow);
        QVERIFY(!m_session->lastError());
    }

    void anEditGoesOnAfterSigningInAgain()
    {
        const Account account = portalAccount();
        open(account);
        const auto id = QCoro::waitFor(m_session->save(newLogin(QStringLiteral("Made here"), {}), {}));
        QVERIFY(id);
        QVERIFY(m_demo->configureFudo({{QStringLiteral("revoke_token"), QStringLiteral("ada")}}));
        auto edit = QCoro::waitFor(m_session->edit(*id));
        QVERIFY2(edit, qPrintable(edit ? QString() : edit.error().detail));
        auto draft = std::make_shared<SecretDraft>(std::move(edit->draft));
        draft->description = QStringLiteral("Updated description");
        QVERIFY(m_demo->configureFudo({{QStringLiteral("revoke_token"), QStringLiteral("ada")}}));
        const auto saved = QCoro::waitFor(m_session->save(draft, {}));
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().detail));
        const auto catalog = m_session->catalog(); // and it was fetched again
        QCOMPARE(catalog->summary(catalog->rowOf(*id)).description, QStringLiteral("Updated description"));
    }

    void aSoftlyRemovedSecretIsGone()
    {
        const QString id = secretWith(QStringLiteral("full_edit"), QStringLiteral("simple"));
        open(m_account);
        QVERIFY(m_session->catalog()->rowOf(id) != Catalog::NoRow);
        configure(id, {{QStringLiteral("removed"), true}});
        const bool isListed = !ask("GET", QStringLiteral("/secret?filter=id.in(%1)").arg(id))
                                   .json()[QLatin1String("secret")]
                                   .toArray()
                                   .isEmpty();
        QVERIFY(isListed); // as a removed one
        QVERIFY(QCoro::waitFor(m_session->refresh()));
        QVERIFY(m_session->catalog()->rowOf(id) == Catalog::NoRow);
    }

    void collectionsComeAndGo()
    {
        open(m_account);
        const QString parent = newLogin({}, {})->collectionId;
        const auto id = QCoro::waitFor(m_session->createCollection(QStringLiteral("Lab"), parent));
        QVERIFY2(id, qPrintable(id ? QString() : id.error().detail));
        QVERIFY(QCoro::waitFor(m_session->renameCollection(*id, QStringLiteral("Lab 2"))));
        auto draft = newLogin(QStringLiteral("Inside"), {});
        draft->collectionId = *id;
        const auto inside = QCoro::waitFor(m_session->save(draft, {}));
        QVERIFY(inside);
        QCOMPARE(QCoro::waitFor(m_session->removeCollection(*id, false)).error().kind, ErrorKind::Unsupported);
        QVERIFY(QCoro::waitFor(m_session->move(*inside, parent)));
        QCOMPARE(named(QStringLiteral("Inside"))[0][QLatin1String("collection_id")].toString(), parent);
        QVERIFY(QCoro::waitFor(m_session->move(*inside, *id)));
        QVERIFY(QCoro::waitFor(m_session->removeCollection(*id, true)));
        QVERIFY(named(QStringLiteral("Inside")).isEmpty());
        QCOMPARE(ask("GET", QStringLiteral("/collection/") + *id).status, 404);
    }
};

QTEST_GUILESS_MAIN(FudoLifeTest)
#include "tst_fudolife.moc"
